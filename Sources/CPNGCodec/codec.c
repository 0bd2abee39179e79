#include "CPNGCodec.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t longest_side = 65535;
// Deflate packs at most 1032 bytes into one.
static const uint64_t largest_ratio = 1032;

// What libpng's callbacks share. It lives outside the frame that setjmp returns to, so that nothing in it is lost.
typedef struct {
  const uint8_t *bytes;
  size_t count, at;
  uint64_t most_bytes;
  uint8_t *written;
  size_t written_count, written_capacity;
  png_codec_status status;
  char *message;
  size_t message_capacity;
} codec_state;

static void say(codec_state *state, png_codec_status status, const char *message) {
  state->status = status;
  if (state->message_capacity > 0) snprintf(state->message, state->message_capacity, "%s", message);
}

static void on_error(png_structp png, png_const_charp message) {
  codec_state *state = png_get_error_ptr(png);
  // A callback that failed has said why already.
  if (state->status == PNG_CODEC_OK) say(state, PNG_CODEC_DAMAGED, message);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void on_read(png_structp png, png_bytep target, size_t count) {
  codec_state *state = png_get_io_ptr(png);
  if (count > state->count - state->at) {
    say(state, PNG_CODEC_TRUNCATED, "the data end before the image does");
    png_error(png, "truncated");
  }
  memcpy(target, state->bytes + state->at, count);
  state->at += count;
}

static void on_write(png_structp png, png_bytep source, size_t count) {
  codec_state *state = png_get_io_ptr(png);
  if (count > state->written_capacity - state->written_count) {
    size_t capacity = state->written_capacity * 2 + count + 4096;
    uint8_t *grown = realloc(state->written, capacity);
    if (grown == NULL) {
      say(state, PNG_CODEC_NO_MEMORY, "there is not enough memory");
      png_error(png, "memory");
    }
    state->written = grown;
    state->written_capacity = capacity;
  }
  memcpy(state->written + state->written_count, source, count);
  state->written_count += count;
}

static void on_flush(png_structp png) { (void)png; }

static void copy_palette(png_structp png, png_infop info, png_codec_image *image) {
  png_colorp colours = NULL;
  int count = 0;
  if (png_get_PLTE(png, info, &colours, &count) && count > 0 && count <= 256) {
    image->palette_count = (uint16_t)count;
    for (int i = 0; i < count; i++) {
      image->palette[3 * i] = colours[i].red;
      image->palette[3 * i + 1] = colours[i].green;
      image->palette[3 * i + 2] = colours[i].blue;
    }
  }
  png_bytep alpha = NULL;
  png_color_16p colour = NULL;
  int alpha_count = 0;
  if (!png_get_tRNS(png, info, &alpha, &alpha_count, &colour)) return;
  if (image->colour_type == PNG_COLOR_TYPE_PALETTE) {
    if (alpha == NULL || alpha_count < 0 || alpha_count > 256) return;
    image->palette_alpha_count = (uint16_t)alpha_count;
    memcpy(image->palette_alpha, alpha, (size_t)alpha_count);
  } else if (colour != NULL) {
    int grey = image->colour_type == PNG_COLOR_TYPE_GRAY;
    image->has_transparent_colour = 1;
    image->transparent_colour[0] = grey ? colour->gray : colour->red;
    image->transparent_colour[1] = grey ? colour->gray : colour->green;
    image->transparent_colour[2] = grey ? colour->gray : colour->blue;
  }
}

// Everything between setjmp and the end; errors leave by longjmp.
static void read_image(png_structp png, png_infop info, codec_state *state, png_codec_image *image) {
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_set_benign_errors(png, 0);
  png_set_user_limits(png, longest_side, longest_side);
  // Colour profiles, texts and dates are neither wanted nor trusted.
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_ALWAYS, (png_const_bytep) "acTL", 1);
  png_set_read_fn(png, state, on_read);
  png_read_info(png, info);

  png_unknown_chunkp unknown = NULL;
  if (png_get_unknown_chunks(png, info, &unknown) > 0) {
    say(state, PNG_CODEC_UNSUPPORTED, "the file is an animation; save the wanted frame as a picture of its own");
    png_error(png, "animated");
  }
  image->width = png_get_image_width(png, info);
  image->height = png_get_image_height(png, info);
  image->bit_depth = png_get_bit_depth(png, info);
  image->colour_type = png_get_color_type(png, info);
  image->channels = png_get_channels(png, info);
  image->bytes_per_sample = image->bit_depth == 16 ? 2 : 1;

  uint64_t row = (uint64_t)image->width * image->channels * image->bytes_per_sample;
  if ((uint64_t)png_get_rowbytes(png, info) * image->height / largest_ratio > state->count) {
    say(state, PNG_CODEC_TRUNCATED, "the file is too short for the size that its header states");
    png_error(png, "size");
  }
  image->byte_count = (size_t)(row * image->height);
  if (row * image->height > state->most_bytes) {
    say(state, PNG_CODEC_TOO_LARGE, "the picture is larger than allowed");
    png_error(png, "size");
  }
  if (image->bit_depth < 8) png_set_packing(png);
  const uint16_t one = 1;
  if (image->bit_depth == 16 && *(const uint8_t *)&one == 1) png_set_swap(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (png_get_rowbytes(png, info) != row) png_error(png, "the row length contradicts the header");

  image->samples = calloc(image->byte_count, 1);
  if (image->samples == NULL) {
    say(state, PNG_CODEC_NO_MEMORY, "there is not enough memory for the picture");
    png_error(png, "memory");
  }
  for (int pass = 0; pass < passes; pass++)
    for (uint32_t y = 0; y < image->height; y++) png_read_row(png, image->samples + (size_t)y * (size_t)row, NULL);
  png_read_end(png, info);
  copy_palette(png, info, image);
}

png_codec_status png_codec_decode(const uint8_t *bytes, size_t count, uint64_t most_bytes, png_codec_image *image,
                                  char *message, size_t message_capacity) {
  codec_state state = {
      .bytes = bytes, .count = count, .most_bytes = most_bytes, .message = message, .message_capacity = message_capacity};
  codec_state *const shared = &state;
  memset(image, 0, sizeof *image);
  if (count < 8 || png_sig_cmp(bytes, 0, 8) != 0) {
    say(shared, PNG_CODEC_DAMAGED, "the PNG signature is missing");
    return state.status;
  }
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, shared, on_error, on_warning);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL) {
    png_destroy_read_struct(&png, NULL, NULL);
    say(shared, PNG_CODEC_NO_MEMORY, "the PNG library cannot be set up");
    return shared->status;
  }
  if (setjmp(png_jmpbuf(png)) == 0) read_image(png, info, shared, image);
  png_destroy_read_struct(&png, &info, NULL);
  const size_t wanted = image->byte_count;
  if (shared->status != PNG_CODEC_OK) png_codec_free_image(image);
  if (shared->status == PNG_CODEC_TOO_LARGE) image->byte_count = wanted;
  return shared->status;
}

void png_codec_free_image(png_codec_image *image) {
  free(image->samples);
  memset(image, 0, sizeof *image);
}

// What is written: samples of `channels` each, or indices of a palette of `palette_count` colours.
typedef struct {
  const uint8_t *samples;
  uint32_t width, height;
  int channels;
  const uint8_t *palette;
  int palette_count;
} codec_source;

static void write_image(png_structp png, png_infop info, codec_state *state, const codec_source *source) {
  png_set_write_fn(png, state, on_write, on_flush);
  png_set_user_limits(png, longest_side, longest_side);
  int type = source->palette != NULL   ? PNG_COLOR_TYPE_PALETTE
             : source->channels == 1   ? PNG_COLOR_TYPE_GRAY
                                       : PNG_COLOR_TYPE_RGB;
  png_set_IHDR(png, info, source->width, source->height, 8, type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  if (source->palette != NULL) {
    png_color colours[256];
    for (int i = 0; i < source->palette_count; i++) {
      colours[i].red = source->palette[3 * i];
      colours[i].green = source->palette[3 * i + 1];
      colours[i].blue = source->palette[3 * i + 2];
    }
    png_set_PLTE(png, info, colours, source->palette_count);
    // The library filters no indices unless told to; palettes that go from dark to bright gain as grey levels do.
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_ALL_FILTERS);
  }
  png_set_compression_level(png, 6);
  png_write_info(png, info);
  size_t row = (size_t)source->width * (size_t)source->channels;
  for (uint32_t y = 0; y < source->height; y++) png_write_row(png, source->samples + y * row);
  png_write_end(png, NULL);
}

static png_codec_status encode(const codec_source *source, uint8_t **bytes, size_t *count, char *message,
                               size_t message_capacity) {
  codec_state state = {.message = message, .message_capacity = message_capacity};
  codec_state *const shared = &state;
  *bytes = NULL;
  *count = 0;
  if (source->width == 0 || source->height == 0 || source->width > longest_side || source->height > longest_side ||
      (source->channels != 1 && source->channels != 3)) {
    say(shared, PNG_CODEC_UNSUPPORTED, "a picture has 1 to 65535 pixels a side and 1 or 3 channels");
    return state.status;
  }
  if (source->palette != NULL && (source->palette_count < 1 || source->palette_count > 256)) {
    say(shared, PNG_CODEC_UNSUPPORTED, "a palette has 1 to 256 colours");
    return state.status;
  }
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, shared, on_error, on_warning);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL) {
    png_destroy_write_struct(&png, NULL);
    say(shared, PNG_CODEC_NO_MEMORY, "the PNG library cannot be set up");
    return shared->status;
  }
  if (setjmp(png_jmpbuf(png)) == 0) write_image(png, info, shared, source);
  png_destroy_write_struct(&png, &info);
  if (shared->status != PNG_CODEC_OK) {
    free(shared->written);
    return shared->status;
  }
  *bytes = shared->written;
  *count = shared->written_count;
  return PNG_CODEC_OK;
}

png_codec_status png_codec_encode(const uint8_t *samples, uint32_t width, uint32_t height, int channels,
                                  uint8_t **bytes, size_t *count, char *message, size_t message_capacity) {
  const codec_source source = {.samples = samples, .width = width, .height = height, .channels = channels};
  return encode(&source, bytes, count, message, message_capacity);
}

png_codec_status png_codec_encode_indexed(const uint8_t *indices, uint32_t width, uint32_t height,
                                          const uint8_t *palette, int palette_count, uint8_t **bytes, size_t *count,
                                          char *message, size_t message_capacity) {
  const codec_source source = {.samples = indices,
                               .width = width,
                               .height = height,
                               .channels = 1,
                               .palette = palette,
                               .palette_count = palette_count};
  return encode(&source, bytes, count, message, message_capacity);
}

void png_codec_free_bytes(uint8_t *bytes) { free(bytes); }
