package import Files

/// Why a run cannot begin or go on where its results go to.
package struct RunError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// Results of another run are there.
    case taken
    /// Another program writes there at this moment.
    case busy
    /// What is there cannot be used.
    case damaged
    /// The place cannot be written.
    case notWritten
  }

  package let code: Code
  /// What happened, where, and what to do.
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  /// Why a file or folder could not be written.
  package init(_ path: String, _ error: FileError) {
    let remedy =
      switch error.code {
      case .full: "make room on the disk, and go on with --resume"
      case .denied: "name a folder that you may write to"
      case .busy: "wait until it has ended, or name another place"
      case .other: "check the path"
      }
    let what = error.code == .busy ? "another run is writing there" : "it cannot be written: \(error.message)"
    self.init(code: error.code == .busy ? .busy : .notWritten, message: "\(path): \(what); \(remedy).")
  }
}

extension RunError: CustomStringConvertible {
  package var description: String { message }
}
