internal import Diagnostics
internal import YAML

/// Reads `image: {background: -80, liver: 60, noise: 10}`: intensities by label. `colour: [1, 0.6, 0.5]` makes a
/// picture of it in which red, green and blue have these shares of the intensity.
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
    if let node = fields.node("colour") {
      let shares = (node.elements ?? []).compactMap { $0.text.flatMap(Double.init) }
      if shares.count == 3, shares.allSatisfy({ (0...1).contains($0) }) {
        image.colour = shares
      } else {
        diagnostics.error(
          .wrongType,
          "a colour is three shares of the intensity, 0 to 1 each, for red, green and blue, not \(node.described)",
          at: node.range)
      }
    }
    fields.finish()
    diagnostics.merge(fields.diagnostics)
    return fields.diagnostics.hasErrors ? nil : image
  }
}
