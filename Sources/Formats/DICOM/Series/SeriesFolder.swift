internal import Digest
internal import Volume

/// An image series whose slices are files of one folder. Other files, and objects that are no images, may lie there
/// too.
struct SeriesFolder {
  private let series: DICOMSeries
  private let budget: ReadBudget
  /// The paths of all objects by their names, with the number of the slice that each is; nil for one that is no image.
  private let objects: [(path: String, slice: Int?)]

  /// The header of a series, and SHA-256 of the digests of its objects in the order of their names, as their headers
  /// were read. Throws what `image` throws. Cost: every byte once.
  static func header(path: String, budget: ReadBudget) throws -> (header: FileHeader, digest: String) {
    var hash = SHA256()
    let folder = try SeriesFolder(path: path, budget: budget) { hash.update(try $0.digest().utf8) }
    return (folder.series.header, hash.hexadecimal())
  }

  /// The grid of a series. Throws what `image` throws. Cost: every header.
  static func grid(path: String, budget: ReadBudget) throws -> Grid {
    try SeriesFolder(path: path, budget: budget) { _ in }.series.header.grid
  }

  /// The image of a series, and SHA-256 of the digests of its objects in the order of their names, as they were
  /// decoded. Throws a `ReadError` that names the file by its number where one cannot be read, and one where the folder
  /// holds no image or images of several series. Cost: every header twice, the rest once.
  static func image(path: String, budget: ReadBudget) throws -> (volume: IntensityVolume, digest: String) {
    try SeriesFolder(path: path, budget: budget) { _ in }.intensities()
  }

  /// Reads the headers of a folder's objects.
  ///
  /// - Parameter take: takes each object behind its header.
  private init(path: String, budget: ReadBudget, _ take: (InputFile) throws -> Void) throws {
    var slices: [SeriesSlice] = []
    var objects: [(path: String, slice: Int?)] = []
    var held = 0
    let paths = try FolderListing.files(in: path)
    for (number, path) in paths.enumerated() {
      do {
        let input = try InputFile(path: path, budget: budget.less(held))
        guard DICOMFile.recognises(head: try FormatRegistry.head(of: input)) else { continue }
        let slice = try SeriesSlice(DICOMFile(input))
        try take(input)
        objects.append((path, slice == nil ? nil : slices.count))
        if let slice {
          slices.append(slice)
          held += slice.dataset.byteCount
        }
      } catch let error as ReadError {
        throw ReadError(
          code: error.code, message: "file \(number + 1) of \(paths.count) in the folder: \(error.message)")
      }
    }
    guard !objects.isEmpty else {
      throw ReadError(
        code: .notRecognised, message: "the folder holds no DICOM object; name the image's file, or its series' folder."
      )
    }
    self.series = try DICOMSeries(slices)
    self.objects = objects
    self.budget = budget.less(held)
  }

  /// Reads the intensities. Files are opened once more, since a series may have more of them than can be open at once:
  /// what they say now must be what was planned with, and the digest is that of the bytes that were decoded.
  private func intensities() throws -> (volume: IntensityVolume, digest: String) {
    var intensities = try SeriesIntensities(series, budget: budget)
    var hash = SHA256()
    for (path, slice) in objects {
      let input = try InputFile(path: path, budget: budget)
      if let slice {
        let file = try DICOMFile(input)
        guard let found = try SeriesSlice(file), found.isSame(as: series.slices[slice]) else {
          throw ReadError(code: .damaged, message: "a file of the series changed while it was read; try again.")
        }
        try intensities.read(file, slice: slice)
      }
      hash.update(try input.digest().utf8)
    }
    return (intensities.volume, hash.hexadecimal())
  }
}
