import Foundation
import Reasoning
import Results
import Store
import TestSupport
import Testing

@Suite struct ConcurrencyTests {
  @Test func `a reader sees whole cases while another writes`() async throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    let store = try Store(path)
    let run = try store.begin(Sample.run())
    let writer = Task {
      for order in 0..<200 {
        try store.add(
          result: try Sample.result("case-\(order)", .reject), path: nil, run: run, order: order, answers: nil)
      }
    }
    var seen: [Int] = []
    while seen.last != 200 {
      let reader = try Store(path, access: .reading)
      let cases = try reader.cases(of: run)
      #expect(cases.map(\.order) == Array(0..<cases.count))
      if let last = cases.last {
        #expect(try reader.result(of: last.id).record?.caseName == last.name)
        #expect(try reader.rows(of: .findings, case: last.id).count == 4)
      }
      seen.append(cases.count)
      if Task.isCancelled { break }
    }
    try await writer.value
    #expect(seen == seen.sorted())
  }

  @Test func `two stores that write to one file at once lose nothing`() async throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    let run = try Store(path).begin(Sample.run())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for part in 0..<4 {
        group.addTask {
          let store = try Store(path, patience: 60)
          for order in 0..<50 {
            let order = order * 4 + part
            try store.add(
              result: try Sample.result("case-\(order)", .review), path: nil, run: run, order: order, answers: nil)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try Store(path, access: .reading).cases(of: run).map(\.name) == (0..<200).map { "case-\($0)" })
  }

  @Test func `one store may be used from several threads`() async throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"))
    let run = try store.begin(Sample.run())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for order in 0..<100 {
        group.addTask {
          try store.add(
            result: try Sample.result("case-\(order)"), path: nil, run: run, order: order, answers: nil)
          _ = try store.cases(of: run, CaseFilter(verdict: "accept")).count
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.run("latest").accepted == 100)
  }
}
