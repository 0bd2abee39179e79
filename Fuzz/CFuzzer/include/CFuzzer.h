#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer as a library: calls `call` with inputs until one of the limits among the arguments is reached, and ends the
/// process at the first that crashes.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*call)(const uint8_t *bytes, size_t count));
