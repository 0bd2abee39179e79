internal import Synchronization
internal import Wording

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

  /// Whether something that was to be printed could not be written: a full disk, not a reader that has gone away.
  package static var hasLostOutput: Bool { lost.withLock { $0 } }

  /// Whether messages go to a terminal.
  package static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  private static let output = Mutex(())
  private static let lost = Mutex(false)
  /// Whether a line of progress stands on the terminal.
  private static let showsProgress = Mutex(false)

  package static func print(_ text: String) { write(text + "\n") }

  /// Text to standard output, without a line end behind it.
  package static func write(_ text: String) {
    clearProgress()
    // One text at a time, though several tasks print.
    let isWritten = output.withLock { _ in write(text, to: STDOUT_FILENO) }
    if !isWritten { lost.withLock { $0 = true } }
  }

  /// Bytes of a protocol to standard output, as they are: no text for people, and no terminal behind it.
  package static func write(bytes: [UInt8]) {
    let isWritten = output.withLock { _ in bytes.withUnsafeBufferPointer { write($0, to: STDOUT_FILENO) } }
    if !isWritten { lost.withLock { $0 = true } }
  }

  /// A message about something that went wrong or needs attention.
  package static func warn(_ text: String) { note("segwarden: \(text)") }

  /// Text as it is, such as diagnostics that name their own file.
  package static func note(_ text: String) {
    clearProgress()
    _ = write(text + "\n", to: STDERR_FILENO)
  }

  /// How far a run is: on a terminal in place of what was told last, until something else is written. Nil takes it off.
  package static func progress(_ text: String?) {
    guard isTerminal else {
      if let text { warn(text) }
      return
    }
    clearProgress()
    guard let text else { return }
    var size = winsize()
    let columns = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    _ = write(String(text.prefix(columns - 1)), to: STDERR_FILENO)
    showsProgress.withLock { $0 = true }
  }

  private static func clearProgress() {
    let isShown = showsProgress.withLock { shown in
      defer { shown = false }
      return shown
    }
    // To the line's beginning, and everything behind it off; written past the check for controls, which are ours.
    if isShown { _ = systemWrite(STDERR_FILENO, "\r\u{1b}[K", 4) }
  }

  /// Writes all of a text; false when the system refuses. A reader that has gone away (a closed pipe) is no failure of
  /// ours.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = TerminalText.safe(text, isShown: isatty(descriptor) == 1)
    return text.withUTF8 { write($0, to: descriptor) }
  }

  private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count, let base = bytes.baseAddress {
      let count = systemWrite(descriptor, base + done, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        // A reader that shares its end without blocking is slow: wait for room.
        var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&room, 1, 1000)
        continue
      }
      if count <= 0 { return errno == EPIPE }
      done += count
    }
    return true
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
