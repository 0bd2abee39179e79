#include "COpenJPEGCodec.h"

#include <stdio.h>
#include <string.h>

#include <openjpeg.h>

// Bytes in memory as OpenJPEG's stream.
typedef struct {
  const uint8_t *bytes;
  size_t count, at;
} source;

static OPJ_SIZE_T on_read(void *buffer, OPJ_SIZE_T wanted, void *data) {
  source *from = data;
  size_t left = from->count - from->at;
  if (left == 0) return (OPJ_SIZE_T)-1;
  size_t count = wanted < left ? wanted : left;
  memcpy(buffer, from->bytes + from->at, count);
  from->at += count;
  return count;
}

static OPJ_OFF_T on_skip(OPJ_OFF_T wanted, void *data) {
  source *from = data;
  if (wanted < 0) return -1;
  size_t left = from->count - from->at;
  size_t count = (size_t)wanted < left ? (size_t)wanted : left;
  from->at += count;
  return count == 0 && wanted > 0 ? -1 : (OPJ_OFF_T)count;
}

static OPJ_BOOL on_seek(OPJ_OFF_T wanted, void *data) {
  source *from = data;
  if (wanted < 0 || (size_t)wanted > from->count) return OPJ_FALSE;
  from->at = (size_t)wanted;
  return OPJ_TRUE;
}

// The first error that OpenJPEG tells, or an empty text.
typedef struct {
  char text[160];
} complaint;

static void on_error(const char *text, void *data) {
  complaint *first = data;
  if (first->text[0] != 0) return;
  snprintf(first->text, sizeof first->text, "%s", text);
  first->text[strcspn(first->text, "\r\n")] = 0;
}

static void on_message(const char *text, void *data) {
  (void)text;
  (void)data;
}

static openjpeg_codec_status say(openjpeg_codec_status status, const char *text, char *message, size_t capacity) {
  if (capacity > 0) snprintf(message, capacity, "%s", text);
  return status;
}

// Whether every channel has the size that was asked for and samples that fit.
static int fits(const opj_image_t *image, const openjpeg_codec_image *wanted) {
  if (image->numcomps != wanted->channels) return 0;
  for (uint32_t n = 0; n < image->numcomps; n++) {
    const opj_image_comp_t *channel = &image->comps[n];
    if (channel->dx != 1 || channel->dy != 1 || channel->w != wanted->columns || channel->h != wanted->rows) return 0;
    if (channel->prec == 0 || channel->prec > 8 * wanted->bytes_per_sample) return 0;
  }
  return 1;
}

static void copy(const opj_image_t *image, const openjpeg_codec_image *wanted, uint8_t *samples) {
  size_t pixels = (size_t)wanted->columns * wanted->rows;
  for (uint32_t n = 0; n < wanted->channels; n++) {
    const OPJ_INT32 *from = image->comps[n].data;
    for (size_t pixel = 0; pixel < pixels; pixel++) {
      size_t to = pixel * wanted->channels + n;
      if (wanted->bytes_per_sample == 1) {
        samples[to] = (uint8_t)from[pixel];
      } else {
        uint16_t value = (uint16_t)from[pixel];
        memcpy(samples + 2 * to, &value, 2);
      }
    }
  }
}

openjpeg_codec_status openjpeg_codec_decode(const openjpeg_codec_image *wanted, const uint8_t *bytes, size_t count,
                                            uint8_t *samples, size_t sample_bytes, char *message,
                                            size_t message_capacity) {
  size_t needed = (size_t)wanted->columns * wanted->rows * wanted->channels * wanted->bytes_per_sample;
  if (needed == 0 || needed != sample_bytes || wanted->bytes_per_sample > 2)
    return say(OPENJPEG_CODEC_DIFFERENT, "there is nowhere to put the samples", message, message_capacity);
  source from = {bytes, count, 0};
  complaint first = {{0}};
  openjpeg_codec_status status = OPENJPEG_CODEC_NO_MEMORY;
  const char *text = "there is not enough memory";
  opj_image_t *image = NULL;
  opj_stream_t *stream = opj_stream_create(1 << 16, OPJ_TRUE);
  // A code stream starts with its own marker; what does not may be a JP2 file, which some programs put into DICOM.
  int is_code_stream = count >= 2 && bytes[0] == 0xff && bytes[1] == 0x4f;
  opj_codec_t *codec = opj_create_decompress(is_code_stream ? OPJ_CODEC_J2K : OPJ_CODEC_JP2);
  if (stream == NULL || codec == NULL) goto done;
  opj_stream_set_user_data(stream, &from, NULL);
  opj_stream_set_user_data_length(stream, count);
  opj_stream_set_read_function(stream, on_read);
  opj_stream_set_skip_function(stream, on_skip);
  opj_stream_set_seek_function(stream, on_seek);
  opj_set_error_handler(codec, on_error, &first);
#if OPJ_VERSION_MAJOR > 2 || OPJ_VERSION_MINOR >= 5
  opj_set_warning_handler(codec, on_message, NULL);
#else
  // Without a strict mode the end of the data is only warned of.
  opj_set_warning_handler(codec, on_error, &first);
#endif
  opj_set_info_handler(codec, on_message, NULL);
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  status = OPENJPEG_CODEC_DAMAGED;
  text = "it is no sound JPEG 2000 code stream";
  if (!opj_setup_decoder(codec, &parameters)) goto done;
#if OPJ_VERSION_MAJOR > 2 || OPJ_VERSION_MINOR >= 5
  if (!opj_decoder_set_strict_mode(codec, OPJ_TRUE)) goto done;
#endif
  if (!opj_read_header(stream, codec, &image)) goto done;
  if (!fits(image, wanted)) {
    status = OPENJPEG_CODEC_DIFFERENT;
    text = "its size, channels or depth are not those of the image module";
    goto done;
  }
  if (!opj_decode(codec, stream, image) || !opj_end_decompress(codec, stream)) goto done;
  for (uint32_t n = 0; n < image->numcomps; n++)
    if (image->comps[n].data == NULL) goto done;
  if (!fits(image, wanted)) goto done;
  if (first.text[0] != 0) goto done;
  copy(image, wanted, samples);
  status = OPENJPEG_CODEC_OK;
done:
  if (status == OPENJPEG_CODEC_DAMAGED && first.text[0] != 0) text = first.text;
  if (status != OPENJPEG_CODEC_OK) say(status, text, message, message_capacity);
  opj_image_destroy(image);
  opj_destroy_codec(codec);
  opj_stream_destroy(stream);
  return status;
}
