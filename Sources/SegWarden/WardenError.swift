internal import Cases
internal import Formats

/// Why a warden cannot be made, or an export not be judged. It is no verdict, and never an accept.
public struct WardenError: Error, Hashable, Sendable {
  /// What went wrong: a word that stays the same from version to version. Records of runs keep the same words. There
  /// may be more of them one day.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// No policy has this name.
    case noSuchPolicy = "no-such-policy"
    /// The policy's file cannot be read as text.
    case unreadablePolicy = "unreadable-policy"
    /// The policy has mistakes, all of which the message lists, or expects nothing.
    case badPolicy = "bad-policy"
    /// The policy has no such parameter.
    case badSetting = "bad-setting"
    /// A fact that was given for all cases is not declared by the policy, or cannot have its value.
    case unknownFact = "unknown-fact"

    /// No policy fits the export, or several do.
    case noPolicy = "no-policy"
    /// The export was asked for something that the policy does not know.
    case badRequest = "bad-request"
    /// The facts about the case cannot be used.
    case badContext = "bad-context"
    /// There is no such file or folder.
    case notFound = "not-found"
    /// The file exists and cannot be opened.
    case unreadable
    /// The file has no known format.
    case notRecognised = "not-recognised"
    /// The file's contents contradict themselves.
    case damaged
    /// The file ends before its data do.
    case truncated
    /// The file is sound, and no label mask.
    case notAMask = "not-a-mask"
    /// What the file asks for exceeds the memory that reading may take.
    case tooLarge = "too-large"
    /// The file is sound, and of a variant that is not read.
    case unsupported
    /// An error that nobody foresaw.
    case `internal`
  }

  /// What went wrong, for programs.
  public let code: Code
  /// What happened, where, and what to do, for people; of an export without its path.
  public let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Why an export was not judged.
  init(_ error: any Error) {
    switch error {
    case let error as WardenError: self = error
    // A code that these words do not have cannot be told by them; a test goes through all.
    case let error as ReadError: self.init(Code(rawValue: error.code.name) ?? .internal, error.message)
    case let error as CaseError: self.init(Code(rawValue: error.code.rawValue) ?? .internal, error.message)
    default: self.init(.internal, "the check ended by an error that the program does not know: \(error)")
    }
  }
}

extension WardenError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
