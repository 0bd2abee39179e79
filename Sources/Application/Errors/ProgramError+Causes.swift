internal import Cases
internal import Cohorts
internal import Formats
internal import Runs
internal import SegWarden
internal import Validation

/// How the program ends by the errors of other targets.
extension ProgramError {
  /// Nil for an error that says nothing of how the program ends: of one that nobody foresaw, and of a file that is
  /// named nowhere.
  package init?(_ error: any Error) {
    switch error {
    case let error as ProgramError: self = error
    case let error as WardenError: self.init(error.status, error.message)
    case let error as CaseListError: self.init(error.status, error.message)
    case let error as CaseError: self.init(error.status, error.message + Self.behind(error))
    case let error as CohortError: self.init(error.status, error.message)
    case let error as ValidationError: self.init(error.status, error.message)
    case let error as RepairError: self.init(error.status, error.message)
    case let error as RunError: self.init(error)
    default: return nil
    }
  }

  init(_ error: RunError) { self.init(error.code == .taken ? .usage : .inputOutput, error.message) }

  /// Why an export cannot be read or judged, with the path that the user gave.
  package static func reading(_ path: String, _ error: any Error) -> ProgramError {
    switch error {
    case let error as ReadError: ProgramError(error.status, "\(path): \(error.message)")
    case let error as CaseError: ProgramError(error.status, "\(path): \(error.message)\(behind(error))")
    case let error as WardenError: ProgramError(error.status, "\(path): \(error.message)")
    case let error as RepairError: ProgramError(error.status, "\(path): \(error.message)")
    default: ProgramError(error) ?? ProgramError(.internal, "\(path): the check failed: \(error).")
    }
  }

  /// What a terminal shows of a case's error beside its sentence.
  private static func behind(_ error: CaseError) -> String { error.details.map { "\n\($0)" } ?? "" }
}

extension ReadError {
  /// What the program's exit status is when a file cannot be read.
  var status: ExitStatus { code == .notFound || code == .unreadable ? .noInput : .badInput }
}

extension CaseError {
  /// What the program's exit status is when a case cannot be judged.
  var status: ExitStatus { code == .noPolicy ? .configuration : .badInput }
}

extension CaseListError {
  fileprivate var status: ExitStatus {
    switch code {
    case .notFound, .unreadable: .noInput
    case .noList: .usage
    case .unusable: .badInput
    }
  }
}

extension CohortError {
  fileprivate var status: ExitStatus {
    switch code {
    case .badRequest: .usage
    case .noCase: .badInput
    case .noDraft: .configuration
    }
  }
}

extension ValidationError {
  fileprivate var status: ExitStatus {
    switch code {
    case .badRequest: .usage
    case .unreadable: .noInput
    case .unusable, .spent: .badInput
    case .notWritten: .inputOutput
    }
  }
}

extension RepairError {
  fileprivate var status: ExitStatus { code == .noSuchReason ? .usage : .badInput }
}

extension WardenError {
  fileprivate var status: ExitStatus {
    switch code {
    case .noSuchPolicy, .unreadablePolicy, .badPolicy, .noPolicy: .configuration
    case .badSetting, .unknownFact: .usage
    case .notFound, .unreadable: .noInput
    case .badRequest, .badContext, .notRecognised, .damaged, .truncated, .notAMask, .tooLarge, .unsupported: .badInput
    case .internal: .internal
    }
  }
}
