internal import Formats
internal import FoundationEssentials
internal import Volume

/// About how much memory a case takes while it is worked on.
package enum CaseWeight {
  /// What every case takes: tables, findings, a page.
  private static let least = 32 << 20
  /// An intensity as it is held, and what is made of it beside.
  private static let bytesPerVoxel = 8
  /// Masks are held as runs, which take about as much as the compressed file; while it is read there are buffers.
  private static let timesMask = 4

  /// In bytes. An image's header is read, where it has one that tells its size; what cannot be read weighs nothing.
  ///
  /// - Parameter readsImage: whether the image's intensities are read.
  package static func bytes(of export: Export, readsImage: Bool) -> Int {
    let mask = size(of: export.path) * timesMask
    guard readsImage, let image = export.image,
      let grid = try? ReadImage.grid(path: image, budget: export.budget)
    else { return least + mask }
    return least + mask + grid.count * bytesPerVoxel
  }

  private static func size(of path: String) -> Int {
    let files = FileManager.default
    func size(_ path: String) -> Int { (try? files.attributesOfItem(atPath: path)[.size] as? Int) ?? 0 }
    guard let names = try? files.contentsOfDirectory(atPath: path) else { return size(path) }
    return names.reduce(0) { $0 + size("\(path)/\($1)") }
  }
}
