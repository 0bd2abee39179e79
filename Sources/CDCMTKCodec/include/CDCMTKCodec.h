#pragma once
#include <stddef.h>
#include <stdint.h>

// What DCMTK does for DICOM: frames that are compressed with JPEG or JPEG-LS to samples, and text in DICOM's character sets to UTF-8. DCMTK is C++; no
// exception leaves these functions, and none of them needs DCMTK's dictionary of data elements, which lies beside the library or nowhere.

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

typedef enum {
  DCMTK_CODEC_OK = 0,
  // The bytes are no sound stream of that compression, or of another size than the image module says.
  DCMTK_CODEC_DAMAGED = 1,
  // Nothing here decodes that.
  DCMTK_CODEC_UNSUPPORTED = 2,
  DCMTK_CODEC_NO_MEMORY = 3,
} dcmtk_codec_status;

typedef enum {
  DCMTK_CODEC_JPEG_BASELINE,
  DCMTK_CODEC_JPEG_EXTENDED,
  DCMTK_CODEC_JPEG_LOSSLESS,
  DCMTK_CODEC_JPEG_LOSSLESS_FIRST_ORDER,
  DCMTK_CODEC_JPEG_LS_LOSSLESS,
  DCMTK_CODEC_JPEG_LS_NEAR_LOSSLESS,
} dcmtk_codec_compression;

// The image module of the frame, as its data set gives it.
typedef struct {
  uint16_t rows, columns, samples_per_pixel, bits_allocated, bits_stored, high_bit, pixel_representation,
      planar_configuration;
  // Such as MONOCHROME2.
  const char *photometric_interpretation;
} dcmtk_codec_image;

// Decodes one frame into `samples`, which has room for `sample_bytes` = rows * columns * samples_per_pixel * ceil(bits_allocated / 8) bytes: row after row, samples
// of more than one byte in the byte order of this machine. On failure `message` says why.
dcmtk_codec_status dcmtk_codec_decode(dcmtk_codec_compression compression, const dcmtk_codec_image *image,
                                      const uint8_t *bytes, size_t count, uint8_t *samples, size_t sample_bytes,
                                      char *message, size_t message_capacity);

// Converts text in the character sets that (0008,0005) names to UTF-8. On success `*text` ends with a zero byte and is to be released with
// dcmtk_codec_free_text.
dcmtk_codec_status dcmtk_codec_utf8(const char *character_set, const uint8_t *bytes, size_t count,
                                    char *_Nullable *_Nonnull text);

void dcmtk_codec_free_text(char *_Nullable text);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif
