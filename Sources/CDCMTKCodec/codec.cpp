#include "CDCMTKCodec.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <string>

#include "dcmtk/config/osconfig.h"
#include "dcmtk/dcmdata/dccodec.h"
#include "dcmtk/dcmdata/dcdatset.h"
#include "dcmtk/dcmdata/dcdeftag.h"
#include "dcmtk/dcmdata/dcpixel.h"
#include "dcmtk/dcmdata/dcpixseq.h"
#include "dcmtk/dcmdata/dcpxitem.h"
#include "dcmtk/dcmdata/dcspchrs.h"
#include "dcmtk/dcmdata/dcvrcs.h"
#include "dcmtk/dcmdata/dcvris.h"
#include "dcmtk/dcmdata/dcvrus.h"
#include "dcmtk/dcmjpeg/djdecode.h"
#include "dcmtk/dcmjpls/djdecode.h"
#include "dcmtk/oflog/oflog.h"

namespace {

dcmtk_codec_status fail(dcmtk_codec_status status, const char *words, char *message, size_t capacity) {
  if (capacity > 0) std::snprintf(message, capacity, "%s", words);
  return status;
}

// Once in a process: DCMTK keeps its decoders in one list. What it would print belongs to no output of ours.
void prepare() {
  static std::once_flag once;
  std::call_once(once, [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    DJDecoderRegistration::registerCodecs(EDC_never);
    DJLSDecoderRegistration::registerCodecs();
  });
}

E_TransferSyntax syntax(dcmtk_codec_compression compression) {
  switch (compression) {
    case DCMTK_CODEC_JPEG_BASELINE: return EXS_JPEGProcess1;
    case DCMTK_CODEC_JPEG_EXTENDED: return EXS_JPEGProcess2_4;
    case DCMTK_CODEC_JPEG_LOSSLESS: return EXS_JPEGProcess14;
    case DCMTK_CODEC_JPEG_LOSSLESS_FIRST_ORDER: return EXS_JPEGProcess14SV1;
    case DCMTK_CODEC_JPEG_LS_LOSSLESS: return EXS_JPEGLSLossless;
    case DCMTK_CODEC_JPEG_LS_NEAR_LOSSLESS: return EXS_JPEGLSLossy;
  }
  return EXS_Unknown;
}

// The VR is given with every tag: without its dictionary DCMTK knows none.
bool put(DcmItem &item, const DcmTagKey &tag, uint16_t value) {
  auto element = std::make_unique<DcmUnsignedShort>(DcmTag(tag, EVR_US));
  if (element->putUint16(value).bad()) return false;
  if (item.insert(element.get(), OFTrue).bad()) return false;
  element.release();
  return true;
}

template <typename Element>
bool put(DcmItem &item, const DcmTagKey &tag, DcmEVR vr, const char *value) {
  auto element = std::make_unique<Element>(DcmTag(tag, vr));
  if (element->putString(value).bad()) return false;
  if (item.insert(element.get(), OFTrue).bad()) return false;
  element.release();
  return true;
}

bool describe(DcmItem &item, const dcmtk_codec_image &image) {
  return put(item, DCM_SamplesPerPixel, image.samples_per_pixel) && put(item, DCM_Rows, image.rows) &&
         put(item, DCM_Columns, image.columns) && put(item, DCM_BitsAllocated, image.bits_allocated) &&
         put(item, DCM_BitsStored, image.bits_stored) && put(item, DCM_HighBit, image.high_bit) &&
         put(item, DCM_PixelRepresentation, image.pixel_representation) &&
         (image.samples_per_pixel == 1 || put(item, DCM_PlanarConfiguration, image.planar_configuration)) &&
         put<DcmCodeString>(item, DCM_PhotometricInterpretation, EVR_CS, image.photometric_interpretation) &&
         put<DcmIntegerString>(item, DCM_NumberOfFrames, EVR_IS, "1");
}

// An empty offset table, and the frame as one fragment.
bool fill(DcmPixelSequence &sequence, const uint8_t *bytes, size_t count) {
  auto table = std::make_unique<DcmPixelItem>(DcmTag(DCM_PixelItemTag, EVR_OB));
  if (sequence.insert(table.get()).bad()) return false;
  table.release();
  auto fragment = std::make_unique<DcmPixelItem>(DcmTag(DCM_PixelItemTag, EVR_OB));
  if (fragment->putUint8Array(bytes, static_cast<unsigned long>(count)).bad()) return false;
  if (sequence.insert(fragment.get()).bad()) return false;
  fragment.release();
  return true;
}

}  // namespace

dcmtk_codec_status dcmtk_codec_decode(dcmtk_codec_compression compression, const dcmtk_codec_image *image,
                                      const uint8_t *bytes, size_t count, uint8_t *samples, size_t sample_bytes,
                                      char *message, size_t message_capacity) try {
  const size_t width = (image->bits_allocated + 7) / 8;
  const size_t needed = static_cast<size_t>(image->rows) * image->columns * image->samples_per_pixel * width;
  if (count == 0 || count > UINT32_MAX - 1 || needed == 0 || needed > INT32_MAX || sample_bytes != needed)
    return fail(DCMTK_CODEC_DAMAGED, "there is nothing to decode, or nowhere to put it", message, message_capacity);
  prepare();
  DcmDataset dataset;
  DcmPixelSequence sequence(DcmTag(DCM_PixelData, EVR_OB));
  if (!describe(dataset, *image) || !fill(sequence, bytes, count))
    return fail(DCMTK_CODEC_NO_MEMORY, "the frame cannot be handed over", message, message_capacity);
  Uint32 fragment = 1;
  OFString colours;
  // The decoders say nothing of what they did not fill.
  std::memset(samples, 0, sample_bytes);
  const OFCondition result =
      DcmCodecList::decodeFrame(DcmXfer(syntax(compression)), nullptr, &sequence, &dataset, 0, fragment, samples,
                                static_cast<Uint32>(sample_bytes), colours);
  if (result.good()) return DCMTK_CODEC_OK;
  const bool unknown = result == EC_CannotChangeRepresentation || result == EC_UnsupportedEncoding;
  return fail(result == EC_MemoryExhausted ? DCMTK_CODEC_NO_MEMORY
              : unknown                    ? DCMTK_CODEC_UNSUPPORTED
                                           : DCMTK_CODEC_DAMAGED,
              result.text(), message, message_capacity);
} catch (const std::bad_alloc &) {
  return fail(DCMTK_CODEC_NO_MEMORY, "there is not enough memory", message, message_capacity);
} catch (...) {
  return fail(DCMTK_CODEC_DAMAGED, "decoding failed", message, message_capacity);
}

dcmtk_codec_status dcmtk_codec_utf8(const char *character_set, const uint8_t *bytes, size_t count, char **text) try {
  *text = nullptr;
  prepare();
  DcmSpecificCharacterSet converter;
  if (converter.selectCharacterSet(OFString(character_set)).bad()) return DCMTK_CODEC_UNSUPPORTED;
  OFString converted;
  // Code extensions of ISO 2022 end where a line or a value does.
  if (converter.convertString(reinterpret_cast<const char *>(bytes), count, converted, "\\\r\n\t\f").bad())
    return DCMTK_CODEC_DAMAGED;
  char *copy = static_cast<char *>(std::malloc(converted.length() + 1));
  if (copy == nullptr) return DCMTK_CODEC_NO_MEMORY;
  std::memcpy(copy, converted.c_str(), converted.length() + 1);
  *text = copy;
  return DCMTK_CODEC_OK;
} catch (const std::bad_alloc &) {
  return DCMTK_CODEC_NO_MEMORY;
} catch (...) {
  return DCMTK_CODEC_DAMAGED;
}

void dcmtk_codec_free_text(char *text) { std::free(text); }
