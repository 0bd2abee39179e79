#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Why a file could not be written, in the system's words, which hold no path.
package struct FileError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// No space is left, or no more is allowed.
    case full
    /// The place may not be written.
    case denied
    /// Another program holds the file.
    case busy
    case other
  }

  package let code: Code
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  /// What the system said last.
  static var last: FileError {
    let number = errno
    let code: Code =
      switch number {
      case ENOSPC, EDQUOT, EFBIG: .full
      case EACCES, EPERM, EROFS: .denied
      case EWOULDBLOCK: .busy
      default: .other
      }
    return FileError(code: code, message: String(cString: strerror(number)))
  }
}

extension FileError: CustomStringConvertible {
  package var description: String { message }
}
