#pragma once
// tiffio.h needs FILE, and does not always bring it.
#include <stdio.h>
#include <tiffio.h>
