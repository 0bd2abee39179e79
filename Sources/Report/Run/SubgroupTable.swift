internal import Reasoning
internal import Results

/// How many cases of each subgroup ended how.
struct SubgroupTable {
  /// At most as many partitions have a column, and as many subgroups a row.
  private static let most = (partitions: 6, subgroups: 12)

  let names: [String]
  private let counts: [(partition: String, subgroup: String, verdicts: [ReportVerdict])]

  init(_ rows: [RunPage.Row]) {
    names = Array(Set(rows.flatMap { ($0.summary.subgroups ?? [:]).keys }).sorted().prefix(Self.most.partitions))
    counts = names.flatMap { name -> [(String, String, [ReportVerdict])] in
      let groups = Dictionary(grouping: rows.filter { $0.summary.subgroups?[name] != nil }) {
        $0.summary.subgroups?[name] ?? ""
      }
      return groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(Self.most.subgroups).map {
        (name, $0.key, $0.value.map(\.verdict))
      }
    }
  }

  var markup: Markup? {
    guard !counts.isEmpty else { return nil }
    let lines: [Markup] = counts.map { partition, subgroup, verdicts in
      let cells: [Markup] = ReportVerdict.allCases.map { verdict in
        let count = verdicts.count { $0 == verdict }
        return
          "<td class=\"number\">\(count) <span class=\"soft\">\(count * 100 / max(1, verdicts.count)) %</span></td>"
      }
      return """
        <tr><td class="name">\(partition)</td><td>\(subgroup)</td><td class="number">\(verdicts.count)</td>\(cells)</tr>

        """
    }
    let heads: [Markup] = ReportVerdict.allCases.map { "<th scope=\"col\" class=\"number\">\($0.words)</th>" }
    return """
      <section class="card" aria-labelledby="subgroups-title">
      <h2 id="subgroups-title">Subgroups</h2>
      <div class="scroll"><table class="subgroups">
      <thead><tr><th scope="col">Of</th><th scope="col">Subgroup</th><th scope="col" class="number">cases</th>\(heads)</tr></thead>
      <tbody>
      \(lines)
      </tbody></table></div>
      </section>
      """
  }
}
