// The product of two matrices of 300 by 300 floats.
#include <stdint.h>
#include <stdio.h>

#define N 300

typedef struct { double rows[N][N]; } Matrix;

static void fill(Matrix *m, int32_t seed) {
    for (int32_t i = 0; i < N; i++) {
        for (int32_t j = 0; j < N; j++) m->rows[i][j] = (double)((i * seed + j) % 10);
    }
}

static void multiply(Matrix *a, Matrix *b, Matrix *result) {
    for (int32_t i = 0; i < N; i++) {
        for (int32_t j = 0; j < N; j++) {
            double sum = 0.0;
            for (int32_t k = 0; k < N; k++) sum += a->rows[i][k] * b->rows[k][j];
            result->rows[i][j] = sum;
        }
    }
}

static double trace(Matrix *m) {
    double sum = 0.0;
    for (int32_t i = 0; i < N; i++) sum += m->rows[i][i];
    return sum;
}

Matrix a;
Matrix b;
Matrix c;

int main(void) {
    fill(&a, 3);
    fill(&b, 7);
    for (int32_t round = 0; round < 5; round++) multiply(&a, &b, &c);
    printf("%.0f\n", trace(&c));
    return 0;
}
