// Linked lists: made, turned around, summed up and given back, node by node.
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LENGTH 200000
#define ROUNDS 20

typedef struct Node {
    int64_t value;
    struct Node *next;
} Node;

static Node *build(int64_t length) {
    Node *list = NULL;
    for (int64_t i = 0; i < length; i++) {
        Node *node = malloc(sizeof(Node));
        node->value = i * 7 % 1000;
        node->next = list;
        list = node;
    }
    return list;
}

static Node *reverse(Node *list) {
    Node *turned = NULL;
    while (list != NULL) {
        Node *next = list->next;
        list->next = turned;
        turned = list;
        list = next;
    }
    return turned;
}

static int64_t sum(Node *list) {
    int64_t total = 0;
    while (list != NULL) {
        total = (total * 3 + list->value) % 1000003;
        list = list->next;
    }
    return total;
}

static void release(Node *list) {
    while (list != NULL) {
        Node *next = list->next;
        free(list);
        list = next;
    }
}

int main(void) {
    for (int32_t round = 0; round < ROUNDS; round++) {
        Node *list = build(LENGTH);
        int64_t forwards = sum(list);
        list = reverse(list);
        printf("%" PRId64 " %" PRId64 "\n", forwards, sum(list));
        release(list);
    }
    return 0;
}
