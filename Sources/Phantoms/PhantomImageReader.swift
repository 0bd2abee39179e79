internal import Diagnostics
internal import YAML

/// Reads `image: {background: -80, liver: 60, noise: 10}`: intensities by label.
struct PhantomImageReader {
  private let node: YAMLNode
  private let labels: [String]

  init(_ node: YAMLNode, labels: [String]) {
    self.node = node
    self.labels = labels
  }

  func image(_ diagnostics: inout Diagnostics) -> PhantomImage? {
    var fields = MappingReader("the image", node)
    var image = PhantomImage(
      background: fields.number("background") ?? 0, values: [:], noise: fields.number("noise", in: 0...1e6) ?? 0)
    for label in labels { image.values[label] = fields.number(.init(label)) }
    fields.finish()
    diagnostics.merge(fields.diagnostics)
    return fields.diagnostics.hasErrors ? nil : image
  }
}
