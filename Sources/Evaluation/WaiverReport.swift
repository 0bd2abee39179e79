package import PolicyLanguage

/// What became of a policy's waivers on one case.
package struct WaiverReport: Hashable, Sendable {
  /// Waivers that let a failure pass, with the findings' ids.
  package var used: [Use] = []
  /// Waivers about this case that nothing failed for.
  package var unused: [Waiver] = []
  /// Waivers that would have let a failure pass, had they not ended.
  package var expired: [Waiver] = []

  package struct Use: Hashable, Sendable {
    package var waiver: Waiver
    package var findings: [String]
  }

  /// One sentence for each waiver that somebody should see to.
  package var notes: [String] {
    expired.map {
      "The waiver of \($0.subject) by \($0.owner) ended on \($0.until.text), so it no longer counts: renew or remove it."
    }
      + unused.map {
        "The waiver of \($0.subject) by \($0.owner) was not needed: nothing failed that it lets pass."
      }
  }
}

/// Sets findings aside that somebody has taken the responsibility for.
struct WaiverDesk {
  let policy: Policy
  let facts: CaseFacts
  let caseName: String
  let today: CalendarDay?

  /// Turns failed and warned findings that a waiver covers into waived ones. Without a date nobody can say that a
  /// waiver still holds, so none does.
  func settle(_ findings: inout [Finding]) -> WaiverReport {
    var report = WaiverReport()
    for waiver in policy.waivers where waiver.covers(caseNamed: caseName) {
      let applies = waiver.when?.evaluate(subject: nil, facts: facts) ?? .true
      let covered = findings.indices.filter { covers(waiver, findings[$0]) }
      let isCurrent = today.map { $0 <= waiver.until } ?? false
      if case .unknown(let causes) = applies, causes.contains(where: { $0.kind == .notStored }) {
        // Nobody knows whether the waiver holds, so nobody knows what becomes of the failure.
        if isCurrent { for at in covered { findings[at].leaveOpen(causes) } }
      } else if applies != .true {
        continue
      } else if covered.isEmpty {
        report.unused.append(waiver)
      } else if !isCurrent {
        report.expired.append(waiver)
      } else {
        for at in covered {
          findings[at].outcome = .waived
          findings[at].cause = "\(waiver.reason) (waived by \(waiver.owner) until \(waiver.until.text))"
        }
        report.used.append(.init(waiver: waiver, findings: covered.map { findings[$0].id }))
      }
    }
    return report
  }

  private func covers(_ waiver: Waiver, _ finding: Finding) -> Bool {
    guard [.fail, .warn].contains(finding.outcome), waiver.expectation ?? finding.expectation == finding.expectation,
      waiver.code ?? finding.code == finding.code
    else { return false }
    return waiver.labels.isEmpty || finding.labels.contains { waiver.labels.contains($0) }
  }
}
