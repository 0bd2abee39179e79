#pragma once
#include <stddef.h>
#include <stdint.h>

// PNG to samples and back. libpng reports errors with longjmp, which must not cross Swift frames, so that all of libpng stays behind these functions.

#pragma clang assume_nonnull begin

typedef enum {
  PNG_CODEC_OK = 0,
  // The bytes contradict themselves: no signature, a wrong checksum, an impossible header.
  PNG_CODEC_DAMAGED = 1,
  // The bytes end before the image does.
  PNG_CODEC_TRUNCATED = 2,
  // Sound, and larger than the limits, or animated.
  PNG_CODEC_UNSUPPORTED = 3,
  PNG_CODEC_NO_MEMORY = 4,
  // Its samples would take more than the caller allows; `byte_count` says how much.
  PNG_CODEC_TOO_LARGE = 5,
} png_codec_status;

// An image as it is stored: no gamma, no colour conversion, no scaling of levels.
typedef struct {
  uint32_t width, height;
  // Bits per stored sample: 1, 2, 4, 8 or 16.
  uint8_t bit_depth;
  // PNG's own number: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.
  uint8_t colour_type;
  // Samples per pixel: 1 to 4.
  uint8_t channels;
  // 2 when bit_depth is 16, else 1.
  uint8_t bytes_per_sample;
  // Red, green and blue per entry.
  uint16_t palette_count;
  uint8_t palette[768];
  // tRNS of a palette: the opacity of its first entries.
  uint16_t palette_alpha_count;
  uint8_t palette_alpha[256];
  // tRNS of grey or RGB: the colour that is transparent.
  uint8_t has_transparent_colour;
  uint16_t transparent_colour[3];
  // Row after row, top first, channels of one pixel adjacent, without padding. 16-bit samples have the byte order of this machine.
  uint8_t *_Nullable samples;
  size_t byte_count;
} png_codec_image;

// Decodes a PNG file in memory to at most `most_bytes` bytes of samples. On success `image` owns its samples: release with png_codec_free_image. On failure `message` says why and `image` holds nothing.
png_codec_status png_codec_decode(const uint8_t *bytes, size_t count, uint64_t most_bytes, png_codec_image *image,
                                  char *message, size_t message_capacity);

void png_codec_free_image(png_codec_image *image);

// Encodes 8-bit grey (1 channel) or RGB (3 channels) without any text or time chunk. On success `*bytes` is to be released with png_codec_free_bytes.
png_codec_status png_codec_encode(const uint8_t *samples, uint32_t width, uint32_t height, int channels,
                                  uint8_t *_Nullable *_Nonnull bytes, size_t *count, char *message,
                                  size_t message_capacity);

// Encodes 8-bit indices of a palette of 1 to 256 RGB colours, as png_codec_encode does; every index must be less than `palette_count`.
png_codec_status png_codec_encode_indexed(const uint8_t *indices, uint32_t width, uint32_t height,
                                          const uint8_t *palette, int palette_count,
                                          uint8_t *_Nullable *_Nonnull bytes, size_t *count, char *message,
                                          size_t message_capacity);

void png_codec_free_bytes(uint8_t *_Nullable bytes);

#pragma clang assume_nonnull end
