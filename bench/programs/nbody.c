// Five planets that attract each other, in 1,000,000 steps of time.
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

#define STEPS 1000000
#define BODIES 5

typedef struct { double x, y, z, vx, vy, vz, mass; } Body;

Body bodies[BODIES] = {
    {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743},
    {4.84143144246472090, -1.16032004402742839, -0.10362204447112311,
     0.60632639299083199, 2.81198684491626016, -0.02521836165988763, 0.03769367487038949},
    {8.34336671824457987, 4.12479856412430479, -0.40352341711432138,
     -1.01077434617879236, 1.82566237123041186, 0.00841576137658415, 0.01128632613196877},
    {12.8943695621391310, -15.1111514016986312, -0.22330757889265573,
     1.08279100644153536, 0.86871301816960822, -0.01083263740136364, 0.00172372405705971},
    {15.3796971148509165, -25.9193146099879641, 0.17925877295037118,
     0.97909073224389798, 0.59469899864767617, -0.03475595555078104, 0.00203368686992463},
};

static void advance(double dt) {
    for (int32_t i = 0; i < BODIES; i++) {
        Body *a = &bodies[i];
        for (int32_t j = i + 1; j < BODIES; j++) {
            Body *b = &bodies[j];
            double dx = a->x - b->x;
            double dy = a->y - b->y;
            double dz = a->z - b->z;
            double squared = dx * dx + dy * dy + dz * dz;
            double magnitude = dt / (squared * sqrt(squared));
            a->vx -= dx * b->mass * magnitude;
            a->vy -= dy * b->mass * magnitude;
            a->vz -= dz * b->mass * magnitude;
            b->vx += dx * a->mass * magnitude;
            b->vy += dy * a->mass * magnitude;
            b->vz += dz * a->mass * magnitude;
        }
    }
    for (int32_t i = 0; i < BODIES; i++) {
        Body *b = &bodies[i];
        b->x += dt * b->vx;
        b->y += dt * b->vy;
        b->z += dt * b->vz;
    }
}

static double energy(void) {
    double sum = 0.0;
    for (int32_t i = 0; i < BODIES; i++) {
        Body *a = &bodies[i];
        sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int32_t j = i + 1; j < BODIES; j++) {
            Body *b = &bodies[j];
            double dx = a->x - b->x;
            double dy = a->y - b->y;
            double dz = a->z - b->z;
            sum -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return sum;
}

int main(void) {
    for (int32_t step = 0; step < STEPS; step++) advance(0.01);
    // In billionths, rounded, so that both languages print the same digits.
    printf("%" PRId64 "\n", (int64_t)(energy() * 1e9));
    return 0;
}
