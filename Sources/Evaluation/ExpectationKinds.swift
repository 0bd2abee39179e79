package import PolicyLanguage

/// Every kind of expectation. A new kind is one folder in `Kinds` and one line here.
package enum ExpectationKinds {
  package static let all: [any JudgedKind.Type] = [
    Presence.self, VolumeRange.self, AreaRange.self, Connectivity.self, HoleLimits.self, TunnelLimits.self, Border.self,
    Adjacency.self, Containment.self, OverlapLimits.self, Position.self, SymmetryLimits.self, SequenceOrder.self,
    Level.self,
    Cooccurrence.self, Continuity.self, FileIntegrity.self, ExtentLimits.self, DiameterLimits.self, ShapeLimits.self,
    ThicknessLimits.self, RaggednessLimits.self, ThinPartLimits.self, IntensityLimits.self, ImageValues.self,
    BoundaryLimits.self,
    DeclaredScorecard.self,
    Assert.self, Ask.self,
  ]

  /// Every code that a finding may carry: the kinds' and coverage's.
  package static let codes: [FindingCode] = all.flatMap { $0.codes } + CoverageJudgement.codes
}
