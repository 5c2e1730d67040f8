#ifndef CSAMPLING_BLOCKS_H
#define CSAMPLING_BLOCKS_H

#include <stddef.h>

// A group has this many lanes times the number of rows below. Each lane of a group has a maximum, so that finding it
// needs no shuffling.
constexpr size_t lanes = 16;

// Small blocks make the selection's lower bound tight, large ones make it cheap.
static inline size_t group_size(size_t count) { return lanes * (count < 131072 ? 8 : 16); }

#endif
