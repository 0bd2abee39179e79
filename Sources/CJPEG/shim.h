#pragma once
// jpeglib.h needs FILE and size_t, and does not bring them.
#include <stddef.h>
#include <stdio.h>
#include <jpeglib.h>
