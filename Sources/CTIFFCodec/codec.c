#include "CTIFFCodec.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tiffio.h>

struct tiff_codec {
  const uint8_t *bytes;
  uint64_t count, at;
  TIFF *tiff;
  int pages;
  tiff_codec_page page;
  uint16_t planar;
};

// libtiff's first words about the call at hand; later ones follow from it.
static _Thread_local char said[256];

static void on_error(const char *module, const char *format, va_list arguments) {
  (void)module;
  if (said[0] == 0) vsnprintf(said, sizeof said, format, arguments);
}

// A warning may pass, but not that pages follow one another in a circle, after which libtiff says that there are no more,
// nor that a tag lies outside the file, which libtiff then leaves out.
static void on_warning(const char *module, const char *format, va_list arguments) {
  (void)module;
  int matters = strstr(format, "looping") != NULL || strstr(format, "IO error") != NULL || strstr(format, "Sanity check") != NULL;
  if (matters && said[0] == 0) vsnprintf(said, sizeof said, format, arguments);
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_handlers(void) {
  TIFFSetErrorHandler(on_error);
  TIFFSetWarningHandler(on_warning);
}

static tiff_codec_status fail(tiff_codec_status status, const char *reason, char *message, size_t capacity) {
  const char *text = reason != NULL ? reason : said[0] != 0 ? said : "its structure is damaged";
  if (capacity > 0) snprintf(message, capacity, "%s", text);
  return status;
}

static tmsize_t on_read(thandle_t handle, void *target, tmsize_t count) {
  tiff_codec *file = handle;
  if (count < 0 || file->at >= file->count) return 0;
  uint64_t left = file->count - file->at;
  uint64_t take = (uint64_t)count < left ? (uint64_t)count : left;
  memcpy(target, file->bytes + file->at, (size_t)take);
  file->at += take;
  return (tmsize_t)take;
}

static tmsize_t on_write(thandle_t handle, void *source, tmsize_t count) {
  (void)handle;
  (void)source;
  (void)count;
  return -1;
}

static toff_t on_seek(thandle_t handle, toff_t offset, int from) {
  tiff_codec *file = handle;
  if (from == SEEK_CUR) offset += file->at;
  if (from == SEEK_END) offset += file->count;
  file->at = offset;
  return offset;
}

static int on_close(thandle_t handle) {
  (void)handle;
  return 0;
}

static toff_t on_size(thandle_t handle) { return ((tiff_codec *)handle)->count; }

tiff_codec *tiff_codec_open(const uint8_t *bytes, size_t count, uint64_t most_bytes, tiff_codec_status *status,
                            char *message, size_t message_capacity) {
  pthread_once(&once, set_handlers);
  said[0] = 0;
  tiff_codec *file = calloc(1, sizeof *file);
  if (file == NULL) {
    *status = fail(TIFF_CODEC_NO_MEMORY, "there is not enough memory", message, message_capacity);
    return NULL;
  }
  file->bytes = bytes;
  file->count = count;
  // h: the directory is read when it is asked for; m: no memory mapping.
#if TIFFLIB_VERSION >= 20221213
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  if (options != NULL) {
    uint64_t most = most_bytes > INT32_MAX ? most_bytes : INT32_MAX;
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, most > (uint64_t)PTRDIFF_MAX ? PTRDIFF_MAX : (tmsize_t)most);
    file->tiff = TIFFClientOpenExt("TIFF", "rhm", file, on_read, on_write, on_seek, on_close, on_size, NULL, NULL, options);
    TIFFOpenOptionsFree(options);
  }
#else
  (void)most_bytes;
  file->tiff = TIFFClientOpen("TIFF", "rhm", file, on_read, on_write, on_seek, on_close, on_size, NULL, NULL);
#endif
  if (file->tiff == NULL) {
    *status = fail(TIFF_CODEC_DAMAGED, NULL, message, message_capacity);
    free(file);
    return NULL;
  }
  *status = TIFF_CODEC_OK;
  return file;
}

static uint8_t bytes_for(uint16_t bits) { return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8; }

tiff_codec_status tiff_codec_next(tiff_codec *file, tiff_codec_page *page, char *message, size_t message_capacity) {
  said[0] = 0;
  memset(page, 0, sizeof *page);
  // A last page has no successor; one that cannot be read has something to say about it.
  if (!TIFFReadDirectory(file->tiff)) {
    if (said[0] != 0 || file->pages == 0) return fail(TIFF_CODEC_DAMAGED, NULL, message, message_capacity);
    return TIFF_CODEC_END;
  }
  if (said[0] != 0) return fail(TIFF_CODEC_DAMAGED, NULL, message, message_capacity);
  file->pages++;
  TIFF *tiff = file->tiff;
  uint16_t compression = 0, unit = RESUNIT_INCH, extra = 0, *extras = NULL;
  uint32_t kind = 0;
  page->bits = 1;
  page->channels = 1;
  page->format = SAMPLEFORMAT_UINT;
  page->orientation = ORIENTATION_TOPLEFT;
  file->planar = PLANARCONFIG_CONTIG;
  if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &page->width) || !TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &page->height) ||
      page->width == 0 || page->height == 0)
    return fail(TIFF_CODEC_DAMAGED, "a page has no size", message, message_capacity);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &page->bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &page->channels);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &page->format);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &page->orientation);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &file->planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SUBFILETYPE, &kind);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extra, &extras);
  if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &page->photometric))
    return fail(TIFF_CODEC_DAMAGED, "a page does not say what its samples mean (PhotometricInterpretation)", message,
                message_capacity);
  TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &page->x_resolution);
  TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &page->y_resolution);
  page->resolution_unit = unit;
  char *description = NULL;
  if (TIFFGetField(tiff, TIFFTAG_IMAGEDESCRIPTION, &description)) page->description = description;
  page->is_copy = (kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0;
  for (uint16_t n = 0; n < extra && extras != NULL; n++)
    if (extras[n] == EXTRASAMPLE_ASSOCALPHA || extras[n] == EXTRASAMPLE_UNASSALPHA) page->has_alpha = 1;
  if (page->bits == 0 || page->bits > 64 || page->channels == 0)
    return fail(TIFF_CODEC_DAMAGED, "a page has samples of no bits, or none", message, message_capacity);
  if (compression == COMPRESSION_JPEG || compression == COMPRESSION_OJPEG) {
    page->is_lossy = 1;
    if (page->photometric == PHOTOMETRIC_YCBCR && compression == COMPRESSION_JPEG) {
      TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
      page->photometric = PHOTOMETRIC_RGB;
    }
  }
  if (!TIFFIsCODECConfigured(compression)) {
    return fail(TIFF_CODEC_UNSUPPORTED, "its compression is not among those that are read", message, message_capacity);
  }
  if (page->photometric == PHOTOMETRIC_PALETTE) {
    uint16_t *red = NULL, *green = NULL, *blue = NULL;
    if (page->bits > 8 || !TIFFGetField(tiff, TIFFTAG_COLORMAP, &red, &green, &blue))
      return fail(TIFF_CODEC_DAMAGED, "a page has colour numbers and no palette for them", message, message_capacity);
    page->red = red;
    page->green = green;
    page->blue = blue;
  }
  page->sample_bytes = bytes_for(page->bits);
  file->page = *page;
  return TIFF_CODEC_OK;
}

// Samples of a row as libtiff gives them, each to its own bytes. 12 bits and the like are packed from the highest bit on.
static void unpack(const uint8_t *row, uint8_t *target, size_t count, uint16_t bits, uint8_t bytes) {
  if (bits == 8u * bytes) {
    memcpy(target, row, count * bytes);
    return;
  }
  size_t bit = 0;
  for (size_t n = 0; n < count; n++) {
    uint64_t value = 0;
    for (uint16_t b = 0; b < bits; b++, bit++) value = value << 1 | ((row[bit >> 3] >> (7 - (bit & 7))) & 1);
    if (bytes == 1) target[n] = (uint8_t)value;
    if (bytes == 2) ((uint16_t *)target)[n] = (uint16_t)value;
    if (bytes == 4) ((uint32_t *)target)[n] = (uint32_t)value;
  }
}

// Puts a block of unpacked rows of `block_channels` samples to its place in the page.
static void place(const tiff_codec *file, uint8_t *samples, const uint8_t *block, size_t block_width, uint32_t x, uint32_t y,
                  uint32_t columns, uint32_t rows, uint16_t first, uint16_t block_channels) {
  const tiff_codec_page *page = &file->page;
  size_t size = page->sample_bytes, pixel = (size_t)page->channels * size, part = block_channels * size;
  for (uint32_t r = 0; r < rows; r++) {
    uint8_t *target = samples + ((size_t)(y + r) * page->width + x) * pixel + first * size;
    const uint8_t *source = block + (size_t)r * block_width * part;
    if (part == pixel) {
      memcpy(target, source, columns * pixel);
    } else {
      for (uint32_t c = 0; c < columns; c++) memcpy(target + c * pixel, source + c * part, part);
    }
  }
}

tiff_codec_status tiff_codec_decode(tiff_codec *file, uint8_t *samples, char *message, size_t message_capacity) {
  said[0] = 0;
  TIFF *tiff = file->tiff;
  const tiff_codec_page *page = &file->page;
  if (page->bits != 8u * page->sample_bytes && page->bits > 16)
    return fail(TIFF_CODEC_UNSUPPORTED, "samples of 17 to 31, or 33 to 63 bits are not read", message, message_capacity);
  int separate = file->planar == PLANARCONFIG_SEPARATE && page->channels > 1;
  uint16_t per_block = separate ? 1 : page->channels;
  uint16_t planes = separate ? page->channels : 1;
  int tiled = TIFFIsTiled(tiff);
  uint32_t width = page->width, height = page->height;
  if (tiled) {
    if (!TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &width) || !TIFFGetField(tiff, TIFFTAG_TILELENGTH, &height) || width == 0 ||
        height == 0)
      return fail(TIFF_CODEC_DAMAGED, "its tiles have no size", message, message_capacity);
  } else {
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &height);
    if (height == 0) return fail(TIFF_CODEC_DAMAGED, "its strips have no rows", message, message_capacity);
    if (height > page->height) height = page->height;
  }
  uint64_t packed_row = tiled ? TIFFTileRowSize64(tiff) : TIFFScanlineSize64(tiff);
  uint64_t needed_row = ((uint64_t)width * per_block * page->bits + 7) / 8;
  uint64_t block_size = tiled ? TIFFTileSize64(tiff) : packed_row * height;
  uint64_t page_size = (uint64_t)page->width * page->height * page->channels * page->sample_bytes;
  // A tile may be larger than the page, but not by much: its sides are rounded up.
  if (packed_row < needed_row || block_size / (packed_row ? packed_row : 1) < height ||
      block_size > 4 * page_size + (UINT64_C(1) << 24))
    return fail(TIFF_CODEC_DAMAGED, "its strips or tiles do not fit its size", message, message_capacity);
  uint8_t *block = malloc((size_t)block_size);
  uint8_t *loose = malloc((size_t)width * height * per_block * page->sample_bytes);
  tiff_codec_status status = TIFF_CODEC_OK;
  if (block == NULL || loose == NULL)
    status = fail(TIFF_CODEC_NO_MEMORY, "there is not enough memory for the picture", message, message_capacity);
  for (uint16_t plane = 0; plane < planes && status == TIFF_CODEC_OK; plane++)
    for (uint32_t y = 0; y < page->height && status == TIFF_CODEC_OK; y += height)
      for (uint32_t x = 0; x < page->width && status == TIFF_CODEC_OK; x += width) {
        uint32_t rows = page->height - y < height ? page->height - y : height;
        uint32_t columns = page->width - x < width ? page->width - x : width;
        tmsize_t wanted = (tmsize_t)(tiled ? block_size : packed_row * rows);
        tmsize_t got = tiled ? TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, x, y, 0, plane), block, wanted)
                             : TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, y, plane), block, wanted);
        // What libtiff only warns of (missing data) gives fewer bytes.
        if (got < wanted || said[0] != 0) {
          status = fail(TIFF_CODEC_DAMAGED, said[0] != 0 ? NULL : "data are missing", message, message_capacity);
          break;
        }
        for (uint32_t r = 0; r < rows; r++)
          unpack(block + (size_t)r * packed_row, loose + (size_t)r * width * per_block * page->sample_bytes,
                 (size_t)width * per_block, page->bits, page->sample_bytes);
        place(file, samples, loose, width, x, y, columns, rows, plane, per_block);
      }
  free(block);
  free(loose);
  return status;
}

void tiff_codec_close(tiff_codec *file) {
  if (file->tiff != NULL) TIFFClose(file->tiff);
  free(file);
}
