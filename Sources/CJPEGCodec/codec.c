#include "CJPEGCodec.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

// What libjpeg itself may take: the coefficients of a progressive picture need two bytes per sample.
static const long most_memory = 1L << 30;
// Huffman codes have at least one bit, and a block of 64 samples has at least one code.
static const uint64_t most_pixels_per_byte = 512;
// A picture is refined in some ten scans; thousands of them are there to take time.
static const int most_scans = 200;

// What libjpeg's callbacks share. It lives outside the frame that setjmp returns to, so that nothing in it is lost.
typedef struct {
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  struct jpeg_source_mgr source;
  jmp_buf back;
  jpeg_codec_status status;
  char *message;
  size_t message_capacity;
} codec_state;

static void say(codec_state *state, jpeg_codec_status status, const char *message) {
  state->status = status;
  if (state->message_capacity > 0) snprintf(state->message, state->message_capacity, "%s", message);
}

static codec_state *state_of(j_common_ptr common) { return common->client_data; }

static void leave(j_common_ptr common, jpeg_codec_status status, const char *message) {
  codec_state *state = state_of(common);
  say(state, status, message);
  longjmp(state->back, 1);
}

static jpeg_codec_status status_of(int code) {
  switch (code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF:
      return JPEG_CODEC_TRUNCATED;
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_ARITH_NOTIMPL:
    case JERR_IMAGE_TOO_BIG:
      return JPEG_CODEC_UNSUPPORTED;
    case JERR_OUT_OF_MEMORY:
    case JERR_NO_BACKING_STORE:
      return JPEG_CODEC_NO_MEMORY;
    default:
      return JPEG_CODEC_DAMAGED;
  }
}

static void on_error(j_common_ptr common) {
  char text[JMSG_LENGTH_MAX];
  common->err->format_message(common, text);
  leave(common, status_of(common->err->msg_code), text);
}

static void on_message(j_common_ptr common, int level) {
  // Level -1 is a warning, others are traces.
  if (level >= 0) return;
  int code = common->err->msg_code;
  // An unusual version or colour note of a header spoils no pixel.
  if (code == JWRN_JFIF_MAJOR || code == JWRN_ADOBE_XFORM) return;
  on_error(common);
}

static void on_output(j_common_ptr common) { (void)common; }

static void on_progress(j_common_ptr common) {
  if (common->is_decompressor && ((j_decompress_ptr)common)->input_scan_number > most_scans)
    leave(common, JPEG_CODEC_UNSUPPORTED, "the picture has hundreds of scans");
}

static void on_start(j_decompress_ptr decoder) { (void)decoder; }

static boolean on_empty(j_decompress_ptr decoder) {
  leave((j_common_ptr)decoder, JPEG_CODEC_TRUNCATED, "the data end before the image does");
  return FALSE;
}

static void on_skip(j_decompress_ptr decoder, long count) {
  if (count <= 0) return;
  if ((size_t)count > decoder->src->bytes_in_buffer) on_empty(decoder);
  decoder->src->next_input_byte += count;
  decoder->src->bytes_in_buffer -= (size_t)count;
}

static void on_end(j_decompress_ptr decoder) { (void)decoder; }

// Everything between setjmp and the end; errors leave by longjmp.
static void read_image(j_decompress_ptr decoder, size_t count, uint64_t most_bytes, jpeg_codec_image *image) {
  j_common_ptr common = (j_common_ptr)decoder;
  decoder->mem->max_memory_to_use = most_memory;
  jpeg_read_header(decoder, TRUE);
  switch (decoder->jpeg_color_space) {
    case JCS_GRAYSCALE:
      decoder->out_color_space = JCS_GRAYSCALE;
      image->channels = 1;
      break;
    case JCS_RGB:
    case JCS_YCbCr:
      decoder->out_color_space = JCS_RGB;
      image->channels = 3;
      break;
    default:
      leave(common, JPEG_CODEC_UNSUPPORTED, "its colours are neither grey nor RGB (CMYK, as for print); save it as RGB");
  }
  if (decoder->data_precision != 8) leave(common, JPEG_CODEC_UNSUPPORTED, "its samples have other than 8 bits");
  if (decoder->arith_code) leave(common, JPEG_CODEC_UNSUPPORTED, "it is packed with arithmetic codes; save it anew");
  uint64_t pixels = (uint64_t)decoder->image_width * decoder->image_height;
  if (pixels / most_pixels_per_byte > count)
    leave(common, JPEG_CODEC_TRUNCATED, "the file is too short for the size that its header states");
  image->byte_count = (size_t)(pixels * image->channels);
  if (pixels * image->channels > most_bytes) leave(common, JPEG_CODEC_TOO_LARGE, "the picture is larger than allowed");

  jpeg_start_decompress(decoder);
  size_t row = (size_t)decoder->output_width * image->channels;
  if (decoder->output_width != decoder->image_width || decoder->output_height != decoder->image_height ||
      decoder->output_components != image->channels)
    leave(common, JPEG_CODEC_DAMAGED, "the size contradicts the header");
  image->width = decoder->output_width;
  image->height = decoder->output_height;
  image->byte_count = row * image->height;
  image->samples = calloc(image->byte_count, 1);
  if (image->samples == NULL) leave(common, JPEG_CODEC_NO_MEMORY, "there is not enough memory for the picture");
  while (decoder->output_scanline < decoder->output_height) {
    JSAMPROW line = image->samples + (size_t)decoder->output_scanline * row;
    if (jpeg_read_scanlines(decoder, &line, 1) != 1) on_empty(decoder);
  }
  jpeg_finish_decompress(decoder);
}

jpeg_codec_status jpeg_codec_decode(const uint8_t *bytes, size_t count, uint64_t most_bytes, jpeg_codec_image *image,
                                    char *message, size_t message_capacity) {
  codec_state state = {.message = message, .message_capacity = message_capacity};
  codec_state *const shared = &state;
  struct jpeg_decompress_struct decoder = {0};
  struct jpeg_decompress_struct *const opened = &decoder;
  memset(image, 0, sizeof *image);

  opened->err = jpeg_std_error(&shared->errors);
  shared->errors.error_exit = on_error;
  shared->errors.emit_message = on_message;
  shared->errors.output_message = on_output;
  opened->client_data = shared;
  if (setjmp(shared->back) == 0) {
    jpeg_create_decompress(opened);
    opened->client_data = shared;
    shared->source.next_input_byte = bytes;
    shared->source.bytes_in_buffer = count;
    shared->source.init_source = on_start;
    shared->source.fill_input_buffer = on_empty;
    shared->source.skip_input_data = on_skip;
    shared->source.resync_to_restart = jpeg_resync_to_restart;
    shared->source.term_source = on_end;
    opened->src = &shared->source;
    shared->progress.progress_monitor = on_progress;
    opened->progress = &shared->progress;
    read_image(opened, count, most_bytes, image);
  }
  jpeg_destroy_decompress(opened);
  const size_t wanted = image->byte_count;
  if (shared->status != JPEG_CODEC_OK) jpeg_codec_free_image(image);
  if (shared->status == JPEG_CODEC_TOO_LARGE) image->byte_count = wanted;
  return shared->status;
}

void jpeg_codec_free_image(jpeg_codec_image *image) {
  free(image->samples);
  memset(image, 0, sizeof *image);
}
