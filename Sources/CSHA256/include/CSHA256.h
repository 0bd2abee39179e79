#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The processor's own instructions for SHA-256, which Swift does not reach.

#pragma clang assume_nonnull begin

// Whether this processor has them and this build uses them. So far those of x86-64.
bool sha256_has_instructions(void);

// Takes blocks of 64 bytes into the eight words of a state (FIPS 180-4, 6.2.2). Only where there are instructions.
void sha256_take_blocks(uint32_t state[_Nonnull 8], const uint8_t *blocks, size_t count);

#pragma clang assume_nonnull end
