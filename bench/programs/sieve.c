// The primes below five million, ten times.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LIMIT 5000000
#define ROUNDS 10

static int32_t sieve(bool *composite, int64_t length) {
    int32_t count = 0;
    for (int64_t i = 0; i < length; i++) composite[i] = false;
    for (int64_t i = 2; i < length; i++) {
        if (composite[i]) continue;
        count += 1;
        int64_t j = i * i;
        while (j < length) {
            composite[j] = true;
            j += i;
        }
    }
    return count;
}

int main(void) {
    bool *composite = calloc(LIMIT, sizeof(bool));
    for (int32_t round = 0; round < ROUNDS; round++) printf("%d\n", sieve(composite, LIMIT));
    return 0;
}
