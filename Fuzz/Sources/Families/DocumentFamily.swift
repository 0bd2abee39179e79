import JSON
import LanguageModel
import Results

extension Family {
  /// JSON that is read again: recorded answers of models, stored answers of cases, profiles.
  static let documents = Family(name: "documents") {
    [
      "{\"schema\":\"segwarden.transcript/1\",\"model\":\"m\",\"fingerprint\":{}}\n",
      "{\"schema\":\"segwarden.answers/2\",\"case\":\"a\",\"context\":{},"
        + "\"grid\":{\"size\":[4,3,2],\"spacing\":[1,1,2]},\"structures\":[],\"answers\":{}}",
      "{\"segwarden\":1,\"models\":{\"m\":{\"interface\":\"chat-completions\",\"base_url\":\"http://localhost:1\",\"model\":\"x\"}}}",
      "[1,-2.5e3,\"\\u00e9\\n\",true,null,{\"a\":[]}]",
      "{\"type\":\"object\",\"properties\":{\"a\":{\"enum\":[\"x\"]}},\"required\":[\"a\"]}",
    ].map { Array($0.utf8) }
  } isSound: { bytes in
    // A transcript is JSON line by line.
    if (try? Transcript(parsing: String(decoding: bytes, as: UTF8.self))) != nil { return true }
    guard let value = try? JSONValue(parsing: bytes) else { return false }
    if value["models"] != nil { return (try? ModelProfile.read(value)) != nil }
    if value["schema"] != nil { return (try? StoredCase(parsing: bytes)) != nil }
    return true
  } run: { bytes in
    if let value = try? JSONValue(parsing: bytes) {
      // What was read is written and read as itself.
      if let text = try? value.text() { precondition((try? JSONValue(parsing: text)) == value) }
      if let schema = try? JSONSchema(value) { _ = schema.violations(of: value) }
      _ = try? ModelProfile.read(value)
    }
    _ = try? Transcript(parsing: String(decoding: bytes, as: UTF8.self))
    _ = try? StoredCase(parsing: bytes)
  }
}
