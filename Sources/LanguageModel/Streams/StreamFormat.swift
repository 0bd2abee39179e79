internal import JSON

/// How an interface sends an answer in pieces.
enum StreamFormat: Hashable, Sendable {
  /// Server-sent events (WHATWG HTML, 9.2.6), each with a JSON document.
  case events
  /// One JSON document per line.
  case lines
}

/// What the pieces of a stream come to.
enum StreamContents: Hashable, Sendable {
  /// All of them, in order.
  case documents([JSONValue])
  /// The server reports a failure in the middle.
  case reported(JSONValue)
  /// The end is missing.
  case unfinished
  /// A piece is no JSON.
  case unreadable
}

extension StreamFormat {
  /// The documents of a stream, or why they are none.
  func contents(of body: [UInt8]) -> StreamContents {
    var pieces: [JSONValue] = []
    switch self {
    case .events:
      for event in Self.events(in: body) where event.data != "[DONE]" {
        guard let piece = try? JSONValue(parsing: event.data) else {
          // Cut off in the middle of an event.
          return event.isClosed ? .unreadable : .unfinished
        }
        if event.name == "error" { return .reported(piece) }
        pieces.append(piece)
      }
    case .lines:
      let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        let text = String(decoding: line, as: UTF8.self).trimmingSpace
        if text.isEmpty { continue }
        guard let piece = try? JSONValue(parsing: text) else {
          return index < lines.count - 1 ? .unreadable : .unfinished
        }
        pieces.append(piece)
      }
    }
    if let report = pieces.first(where: \.isReport) { return .reported(report) }
    return .documents(pieces)
  }

  private struct Event {
    var name = ""
    var data = ""
    /// Whether the empty line that ends an event was there.
    var isClosed = false
  }

  private static func events(in body: [UInt8]) -> [Event] {
    var text = String(decoding: body, as: UTF8.self)[...]
    if text.hasPrefix("\u{FEFF}") { text = text.dropFirst() }
    var events: [Event] = []
    var event = Event()
    var data: [Substring] = []
    func close(_ isClosed: Bool) {
      event.data = data.joined(separator: "\n")
      event.isClosed = isClosed
      if !event.data.isEmpty { events.append(event) }
      event = Event()
      data = []
    }
    // A carriage return with a line feed is one character in Swift, so that no empty line comes between them.
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: { ["\n", "\r\n", "\r"].contains($0) }) {
      if line.isEmpty {
        close(true)
        continue
      }
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      var value = line[colon...].dropFirst()
      if value.hasPrefix(" ") { value = value.dropFirst() }
      switch line[..<colon] {
      case "data": data.append(value)
      case "event": event.name = String(value)
      // Comments, which keep the line open, have an empty name.
      default: break
      }
    }
    close(false)
    return events
  }
}

extension JSONValue {
  /// Whether a piece of a stream reports a failure.
  fileprivate var isReport: Bool {
    if let error = self["error"], !error.isNull { return true }
    return self["type"]?.string == "error"
  }
}
