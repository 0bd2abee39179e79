internal import Digest
internal import JSON
internal import LanguageModel
internal import Reasoning

/// A question to a model as people read it: word for word, each picture by its digest and size.
struct ShownQuestion {
  let request: ModelRequest

  init(_ request: ModelRequest) { self.request = request }

  /// A head line, the parts under a title each, and the answer's schema.
  var text: String {
    var blocks = ["── system", request.system, "── user"]
    for part in request.parts {
      switch part {
      case .text(let text): blocks.append(text)
      case .png(let png):
        let picture = ShownPicture(png)
        blocks.append("[picture: PNG, \(picture.size), \(png.count) bytes, sha256 \(picture.sha256)]")
      }
    }
    let schema = (try? request.schema.text(.indented)) ?? "(cannot be written)"
    blocks += ["── answer: at most \(request.maximumTokens) tokens, by this schema", schema]
    return blocks.joined(separator: "\n")
  }

  var document: JSONValue {
    let cost = request.worstCost
    return [
      "name": .string(request.schemaName), "sample": .integer(request.sample), "system": .string(request.system),
      "parts": .array(
        request.parts.map { part in
          switch part {
          case .text(let text): ["text": .string(text)]
          case .png(let png):
            [
              "picture": [
                "sha256": .string(ShownPicture(png).sha256), "bytes": .integer(png.count),
                "width": .integer(ShownPicture(png).width), "height": .integer(ShownPicture(png).height),
              ]
            ]
          }
        }), "answer_schema": request.schema, "maximum_tokens": .integer(request.maximumTokens),
      "estimate": ["input_tokens": .integer(cost.inputTokens), "output_tokens": .integer(cost.outputTokens)],
    ]
  }
}

/// What is told of a picture in its stead.
private struct ShownPicture {
  let sha256: String
  let width: Int
  let height: Int

  init(_ png: [UInt8]) {
    sha256 = SHA256.of(png)
    let size = ModelRequest.size(ofPicture: png)
    (width, height) = (size?.width ?? 0, size?.height ?? 0)
  }

  var size: String { "\(width) × \(height)" }
}
