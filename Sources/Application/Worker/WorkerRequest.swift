internal import Cases
internal import JSON

/// A line that a worker is sent: a case to check, or a ping.
struct WorkerRequest {
  enum Wish {
    case check(Export)
    case ping
    /// With what is wrong with the request, and what would be right.
    case unclear(String)
  }

  /// What the sender calls the request; its answer repeats it. Null when there is none.
  let id: JSONValue
  let wish: Wish

  private static let members = ["id", "export", "image", "labels", "case", "context", "structures", "ping"]

  init(_ line: String) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: line)
    } catch {
      (id, wish) = (.null, .unclear("the request is no JSON: \(error.message)"))
      return
    }
    id = value["id"] ?? .null
    wish = Self.wish(value)
  }

  private static func wish(_ value: JSONValue) -> Wish {
    guard let members = value.members else { return .unclear("a request is a JSON object") }
    if let stranger = members.first(where: { !Self.members.contains($0.name) }) {
      return .unclear("a request has no member “\(stranger.name)”; known are \(Self.members.joined(separator: ", "))")
    }
    if value["ping"] != nil { return .ping }
    guard let path = value["export"]?.string, !path.isEmpty else {
      return .unclear("a request names its mask: {\"export\": \"PATH\"}")
    }
    var export = Export(path: path)
    for (name, place) in [("image", \Export.image), ("labels", \.labels), ("case", \.caseName)] {
      guard let given = value[name], !given.isNull else { continue }
      guard let text = given.string else { return .unclear("“\(name)” is a text") }
      export[keyPath: place] = text
    }
    if let context = value["context"], !context.isNull {
      guard let facts = context.members else { return .unclear("“context” is an object of facts") }
      for fact in facts {
        switch fact.value {
        case .string(let text): export.context[fact.name] = text
        case .array, .object, .null: return .unclear("the fact “\(fact.name)” takes one value")
        default: export.context[fact.name] = try? fact.value.text()
        }
      }
    }
    if let structures = value["structures"], !structures.isNull {
      guard let names = structures.array?.map(\.string), !names.contains(nil) else {
        return .unclear("“structures” is an array of names")
      }
      export.structures = names.compactMap(\.self)
    }
    return .check(export)
  }
}
