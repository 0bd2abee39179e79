/// Which image series DICOM objects belong to, so that a mask's image is found among folders. Identifiers are compared,
/// and go no farther.
package enum SeriesReferences {
  /// The one series that the images of a folder are; nil where they are of several, and where one cannot be read. Cost:
  /// every header.
  package static func series(inFolder path: String, budget: ReadBudget = .standard) -> String? {
    guard let paths = try? FolderListing.files(in: path) else { return nil }
    var found: Set<String> = []
    for path in paths {
      guard let input = try? InputFile(path: path, budget: budget),
        let head = try? FormatRegistry.head(of: input), DICOMFile.recognises(head: head)
      else { continue }
      guard let file = try? DICOMFile(input) else { return nil }
      guard file.pixels != nil, let series = file.dataset.string(.seriesInstance) else { continue }
      found.insert(series)
      if found.count > 1 { return nil }
    }
    return found.first
  }

  /// The one series that a segmentation object or a structure set says it was made of; nil where it names several or
  /// none, and for anything else. Cost: the header.
  package static func series(ofMask path: String, budget: ReadBudget = .standard) -> String? {
    guard let input = try? InputFile(path: path, budget: budget),
      let head = try? FormatRegistry.head(of: input), DICOMFile.recognises(head: head),
      let file = try? DICOMFile(input), DICOM.content(of: file) == .mask
    else { return nil }
    var found: Set<String> = []
    for series in (try? file.dataset.items(.referencedSeries)) ?? [] {
      if let name = series.string(.seriesInstance) { found.insert(name) }
    }
    for frame in (try? file.dataset.items(.referencedFramesOfReference)) ?? [] {
      for study in (try? frame.items(.referencedStudies)) ?? [] {
        for series in (try? study.items(.referencedRTSeries)) ?? [] {
          if let name = series.string(.seriesInstance) { found.insert(name) }
        }
      }
    }
    return found.count == 1 ? found.first : nil
  }
}
