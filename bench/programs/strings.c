// A text that grows: numbers are written into it as decimals, then its words are counted.
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define NUMBERS 400000
#define ROUNDS 10

typedef struct {
    char *bytes;
    int64_t capacity;
    int64_t count;
} Text;

static void append(Text *t, char byte) {
    if (t->count == t->capacity) {
        int64_t capacity = t->capacity * 2 + 16;
        char *larger = calloc(capacity, 1);
        for (int64_t i = 0; i < t->count; i++) larger[i] = t->bytes[i];
        free(t->bytes);
        t->bytes = larger;
        t->capacity = capacity;
    }
    t->bytes[t->count] = byte;
    t->count += 1;
}

static void append_number(Text *t, int32_t number) {
    char digits[12] = {0};
    int32_t count = 0;
    while (number > 9) {
        digits[count] = '0' + (char)(number % 10);
        number = number / 10;
        count += 1;
    }
    append(t, '0' + (char)number);
    while (count > 0) {
        count -= 1;
        append(t, digits[count]);
    }
}

static int64_t words(const char *text, int64_t length) {
    int64_t count = 0;
    bool inside = false;
    for (int64_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == ' ') inside = false;
        else if (!inside) {
            inside = true;
            count += 1;
        }
    }
    return count;
}

static uint32_t checksum(const char *text, int64_t length) {
    uint32_t h = 2166136261u;
    for (int64_t i = 0; i < length; i++) h = (h ^ (uint32_t)text[i]) * 16777619u;
    return h;
}

int main(void) {
    for (int32_t round = 0; round < ROUNDS; round++) {
        Text t = {0};
        for (int32_t i = 0; i < NUMBERS; i++) {
            append_number(&t, i);
            append(&t, ' ');
        }
        printf("%" PRId64 " %" PRId64 " %u\n", t.count, words(t.bytes, t.count), checksum(t.bytes, t.count));
        free(t.bytes);
    }
    return 0;
}
