#pragma once
#include <stddef.h>
#include <stdint.h>

// JPEG 2000 code streams, as DICOM holds them, to samples. OpenJPEG's callbacks and objects stay behind this function.

#pragma clang assume_nonnull begin

typedef enum {
  OPENJPEG_CODEC_OK = 0,
  // The bytes are no sound code stream, or end before the image does.
  OPENJPEG_CODEC_DAMAGED = 1,
  // Sound, and of another size, number of channels or depth than was asked for.
  OPENJPEG_CODEC_DIFFERENT = 2,
  OPENJPEG_CODEC_NO_MEMORY = 3,
} openjpeg_codec_status;

// What the code stream must hold: no sample is allocated before it is known to.
typedef struct {
  uint32_t columns, rows;
  // 1 or 3.
  uint32_t channels;
  // 1 or 2.
  uint32_t bytes_per_sample;
} openjpeg_codec_image;

// Decodes one frame into `samples`, which has room for `sample_bytes` = columns * rows * channels * bytes_per_sample bytes: row after row, channels of one pixel
// adjacent, samples in the byte order of this machine; signed ones in two's complement. On failure `message` says why.
openjpeg_codec_status openjpeg_codec_decode(const openjpeg_codec_image *image, const uint8_t *bytes, size_t count,
                                            uint8_t *samples, size_t sample_bytes, char *message,
                                            size_t message_capacity);

#pragma clang assume_nonnull end
