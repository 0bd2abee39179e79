#pragma once
#include <stddef.h>
#include <stdint.h>

// TIFF to samples, page after page. libtiff reports errors through one function for the whole process; behind these functions they stay with the file they
// belong to.

#pragma clang assume_nonnull begin

typedef enum {
  TIFF_CODEC_OK = 0,
  // The bytes contradict themselves.
  TIFF_CODEC_DAMAGED = 1,
  // Sound, and of a kind that is not read, or packed in a way that this libtiff does not know.
  TIFF_CODEC_UNSUPPORTED = 2,
  TIFF_CODEC_NO_MEMORY = 3,
  // There is no further page.
  TIFF_CODEC_END = 4,
} tiff_codec_status;

typedef struct tiff_codec tiff_codec;

// A page as its directory describes it.
typedef struct {
  uint32_t width, height;
  // Bits of a stored sample: 1 to 64.
  uint16_t bits;
  // Samples per pixel.
  uint16_t channels;
  // TIFF's own number: 1 unsigned, 2 signed, 3 floating point.
  uint16_t format;
  // TIFF's own number: 0 white is zero, 1 black is zero, 2 RGB, 3 palette. Compressed colours are given as RGB.
  uint16_t photometric;
  // 1 to 8, as EXIF counts.
  uint16_t orientation;
  // Whether the compression loses something.
  uint8_t is_lossy;
  // Whether the page is a smaller copy of another one, or a mask of transparency.
  uint8_t is_copy;
  // Whether one of the extra samples is opacity.
  uint8_t has_alpha;
  // Pixels per unit along x and y; 0 when not given. The unit: 1 none, 2 inch, 3 centimetre.
  float x_resolution, y_resolution;
  uint16_t resolution_unit;
  // The bytes that a sample takes after decoding: 1, 2, 4 or 8.
  uint8_t sample_bytes;
  // Red, green and blue of a palette, in 16 bits each; `1 << bits` entries, or none.
  const uint16_t *_Nullable red, *_Nullable green, *_Nullable blue;
  // The text of ImageDescription, which ends with a zero; it lives as long as the page.
  const char *_Nullable description;
} tiff_codec_page;

// Opens a file in memory, which must outlive the result. NULL on failure, with `status` and `message`.
tiff_codec *_Nullable tiff_codec_open(const uint8_t *bytes, size_t count, uint64_t most_bytes, tiff_codec_status *status,
                                      char *message, size_t message_capacity);

// Goes to the first page, then to the next one.
tiff_codec_status tiff_codec_next(tiff_codec *file, tiff_codec_page *page, char *message, size_t message_capacity);

// Decodes the page at hand: row after row, top first, channels of one pixel adjacent, each sample in `sample_bytes` bytes in the byte order of this machine.
// `samples` has room for width * height * channels * sample_bytes bytes.
tiff_codec_status tiff_codec_decode(tiff_codec *file, uint8_t *samples, char *message, size_t message_capacity);

void tiff_codec_close(tiff_codec *file);

#pragma clang assume_nonnull end
