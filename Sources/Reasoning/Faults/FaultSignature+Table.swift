import PolicyLanguage

extension FaultSignature {
  /// The signature of a fault.
  static func of(_ fault: Fault) -> FaultSignature {
    switch fault {
    case .empty: .empty
    case .missingPart: .missingPart
    case .truncated: .truncated
    case .missingSlices: .missingSlices
    case .hole: .hole
    case .island: .island
    case .leak: .leak
    case .overSegmented: .overSegmented
    case .underSegmented: .underSegmented
    case .shifted: .shifted
    case .mirrored: .mirrored
    case .sidesSwapped: .sidesSwapped
    case .labelsSwapped: .labelsSwapped
    case .labelsMerged: .labelsMerged
    case .levelShifted: .levelShifted
    case .wrongStructure: .wrongStructure
    case .jagged: .jagged
    case .wrongSpacing: .wrongSpacing
    case .wrongGrid: .wrongGrid
    case .notAMask: .notAMask
    }
  }
}
