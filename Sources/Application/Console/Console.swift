#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The only writer to the terminal: results to standard output, everything else to standard error.
package enum Console {
  /// Whether standard output is a terminal that takes colours; NO_COLOR and a dumb terminal turn them off.
  package static var takesColours: Bool {
    isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  package static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// A message about something that went wrong or needs attention.
  package static func warn(_ text: String) { write("segwarden: \(text)\n", to: STDERR_FILENO) }

  /// Text as it is, such as diagnostics that name their own file.
  package static func note(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count, let base = bytes.baseAddress {
        // `Glibc.write`: a reader that has gone away (a closed pipe) is no failure of ours.
        let count = systemWrite(descriptor, base + done, bytes.count - done)
        if count <= 0 { return }
        done += count
      }
    }
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}
