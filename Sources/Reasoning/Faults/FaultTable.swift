import Anatomy
import PolicyLanguage

extension FaultSignature {
  /// The signature of a fault. A fault without a row does not compile, nor does a row about a code that there is not.
  static func of(_ fault: Fault) -> FaultSignature { table[fault] ?? row(fault) }

  /// Every fault's row, made once.
  private static let table = Dictionary(uniqueKeysWithValues: Fault.allCases.map { ($0, row($0)) })

  private static func row(_ fault: Fault) -> FaultSignature {
    switch fault {
    case .empty: empty
    case .missingPart: missingPart
    case .truncated: truncated
    case .missingSlices: missingSlices
    case .hole: hole
    case .island: island
    case .leak: leak
    case .overSegmented: overSegmented
    case .underSegmented: underSegmented
    case .shifted: shifted
    case .mirrored: mirrored
    case .sidesSwapped: sidesSwapped
    case .labelsSwapped: labelsSwapped
    case .labelsMerged: labelsMerged
    case .levelShifted: levelShifted
    case .wrongStructure: wrongStructure
    case .jagged: jagged
    case .wrongSpacing: wrongSpacing
    case .wrongGrid: wrongGrid
    case .notAMask: notAMask
    }
  }
}
