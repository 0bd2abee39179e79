#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The process's clocks.
enum Meter {
  /// The CPU time of all its threads so far, in milliseconds.
  static var cpu: Double { milliseconds(CLOCK_PROCESS_CPUTIME_ID) }
  static var wall: Double { milliseconds(CLOCK_MONOTONIC) }

  private static func milliseconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  /// Hands a line to whoever reads standard output, at once.
  static func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  static func complain(_ message: String) -> Never {
    let line = "benchmark: \(message)\n"
    _ = write(STDERR_FILENO, line, line.utf8.count)
    exit(1)
  }
}
