internal import Formats

/// A segmentation export on disk, as a user names it.
public struct Export: Hashable, Sendable {
  /// A mask file, or a folder with one mask file per structure.
  public var path: String
  /// The source image, if there is one.
  public var image: String?
  /// A table of label names, if the mask needs one: nnU-Net's `dataset.json`, or a text table of value and name.
  public var labels: String?

  /// An export by its path.
  public init(path: String, image: String? = nil, labels: String? = nil) {
    self.path = path
    self.image = image
    self.labels = labels
  }

  /// What to call the case: the last part of the path without its ending.
  public var name: String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return FormatRegistry.stem(of: last)
  }
}
