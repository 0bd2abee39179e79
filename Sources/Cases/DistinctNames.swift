/// Cases that share a name are told apart by the folders that they lie in, and, where these are alike too or somebody
/// gave the name, by numbers: a name that was given may hide where the case lies.
package enum DistinctNames {
  /// The cases with names of their own, and a sentence about those that were renamed; nil when none were.
  package static func given(to cases: [ListedCase]) -> (cases: [ListedCase], note: String?) {
    var places: [String: [Int]] = [:]
    for (index, listed) in cases.enumerated() { places[listed.name, default: []].append(index) }
    var taken = Set(places.filter { $0.value.count == 1 }.keys)
    var result = cases
    let shared = places.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
    for (name, indices) in shared {
      let named = byFolders(indices.map { cases[$0] }) ?? indices.map { _ in name }
      for (index, name) in zip(indices, named) {
        var unique = name
        var number = 1
        while !taken.insert(unique).inserted {
          number += 1
          unique = "\(name) (\(number))"
        }
        result[index] = cases[index].called(unique)
      }
    }
    guard let (name, indices) = shared.first else { return (cases, nil) }
    let others = shared.count > 1 ? ", and \(shared.count - 1) more such names" : ""
    return (
      result,
      "\(indices.count) cases are called “\(name)”\(others); they are told apart as “\(result[indices[0]].name)” and so on."
    )
  }

  /// The names with as many of the folders above as tell all of them apart; nil when none do.
  private static func byFolders(_ cases: [ListedCase]) -> [String]? {
    guard cases.allSatisfy({ $0.export?.caseName == nil }) else { return nil }
    let folders = cases.map { listed in
      Array((listed.export?.path ?? "").split(separator: "/").dropLast().reversed().map(String.init))
    }
    for depth in 1...8 {
      let names = zip(cases, folders).map { listed, folders in
        (folders.prefix(depth).reversed() + [listed.name]).joined(separator: "/")
      }
      if Set(names).count == names.count { return names }
    }
    return nil
  }
}

extension ListedCase {
  fileprivate func called(_ name: String) -> ListedCase {
    var export = export
    export?.caseName = name
    return ListedCase(name: name, export: export, mistakes: mistakes, decision: decision, accepted: accepted)
  }
}
