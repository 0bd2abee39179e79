#pragma once
#include <stddef.h>
#include <stdint.h>

// JPEG to samples. libjpeg reports errors with longjmp, which must not cross Swift frames, so that all of libjpeg stays behind these functions.

#pragma clang assume_nonnull begin

typedef enum {
  JPEG_CODEC_OK = 0,
  // The bytes contradict themselves.
  JPEG_CODEC_DAMAGED = 1,
  // The bytes end before the image does.
  JPEG_CODEC_TRUNCATED = 2,
  // Sound, and larger than the limits, or of a kind that is not read.
  JPEG_CODEC_UNSUPPORTED = 3,
  JPEG_CODEC_NO_MEMORY = 4,
  // Its samples would take more than the caller allows; `byte_count` says how much.
  JPEG_CODEC_TOO_LARGE = 5,
} jpeg_codec_status;

// An image in grey or RGB, 8 bits per sample; pixels in the order of the file, whatever orientation EXIF asks for.
typedef struct {
  uint32_t width, height;
  // Samples per pixel: 1 or 3.
  uint8_t channels;
  // Row after row, top first, channels of one pixel adjacent, without padding.
  uint8_t *_Nullable samples;
  size_t byte_count;
} jpeg_codec_image;

// Decodes a JPEG file in memory to at most `most_bytes` bytes of samples. What libjpeg only warns of (missing data, damaged data) is an error here. On success `image` owns its samples: release
// with jpeg_codec_free_image. On failure `message` says why and `image` holds nothing.
jpeg_codec_status jpeg_codec_decode(const uint8_t *bytes, size_t count, uint64_t most_bytes, jpeg_codec_image *image,
                                    char *message, size_t message_capacity);

void jpeg_codec_free_image(jpeg_codec_image *image);

#pragma clang assume_nonnull end
