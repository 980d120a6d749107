#pragma once
#include <stddef.h>
#include <stdint.h>

// libFuzzer's entry for programs that have a main function of their own. No header of the toolchain declares it.
int LLVMFuzzerRunDriver(
    int *_Nonnull argc, char *_Nullable *_Nonnull *_Nonnull argv,
    int (*_Nonnull check)(const uint8_t *_Nullable bytes, size_t count));
