internal import Digest
internal import Formats
internal import FoundationEssentials
internal import JSON
internal import LanguageModel

/// The model of one run with all that stands before it, shared by all cases, and what is told of it at the end.
struct ModelRun: Sendable {
  let model: any LanguageModel
  private let ledger = ModelLedger()
  private let settings: AskingSettings
  private let recorder: AnswerRecorder?
  private let price: ModelPrice?
  private let cache: AnswerCache?
  /// What answers in the model's place; nil where it is asked.
  private let transcript: Transcript?

  /// Throws a `ProgramError` for whatever would make the run's settings mean something else than they say.
  init(_ model: ModelSettings, _ settings: AskingSettings) throws {
    self.settings = settings
    recorder = settings.record == nil ? nil : AnswerRecorder()
    if let record = settings.record { try Self.checkFolder(of: record) }
    let asked: any LanguageModel
    var budget: Budget?
    if let path = settings.replay {
      let recorded = try Self.recorded(path, asking: model.name)
      asked = ReplayedModel(recorded)
      (transcript, price, cache) = (recorded, nil, nil)
    } else {
      asked = try model.languageModel()
      transcript = nil
      price = try Self.price(of: asked.name, settings)
      cache = try Self.cache(settings.cache)
      if settings.budget != BudgetLimits() { budget = Budget(settings.budget, price: price) }
    }
    self.model = ModelGateway(
      asked, recorder: recorder, ledger: ledger, cache: cache, mode: settings.cache, budget: budget)
  }

  /// Whether a question was turned away for want of budget, in this run or in the one that is replayed.
  var isOverBudget: Bool { get async { await ledger.sheet.overBudget > 0 } }

  /// SHA-256 of all that shapes the answers beside the questions: the model with its address and settings, and the
  /// recorded answers where these stand for it. What the run may spend, and whether answers of earlier runs are used,
  /// is no part of it. Throws a `ProgramError`.
  func digest() throws -> String {
    do {
      return SHA256.of(try model.fingerprint.text() + "\n" + (transcript?.text() ?? ""))
    } catch {
      throw ProgramError(.configuration, "the model's settings cannot be written as JSON: \(error).")
    }
  }

  /// Writes the recorded answers, readable by their owner alone, and makes room in the cache. What went wrong is
  /// returned: the run's results are worth more than its transcript.
  func close() async -> ProgramError? {
    if settings.cache == .on || settings.cache == .refresh { cache?.trim() }
    guard let recorder, let path = settings.record else { return nil }
    let transcript = await recorder.transcript(of: model)
    do throws(ModelError) {
      try transcript.write(to: path)
      return nil
    } catch {
      return ProgramError(.inputOutput, "\(path): the recorded answers cannot be written: \(error.message).")
    }
  }

  /// What the run took, in a line, and what was amiss with the cache.
  func summary() async -> [String] {
    let sheet = await ledger.sheet
    let questions = "\(sheet.questions) question\(sheet.questions == 1 ? "" : "s") to the model"
    guard settings.replay == nil else { return ["\(questions), answered from the record; nothing was sent."] }
    var parts = [questions]
    if sheet.cached > 0 { parts.append("\(sheet.cached) answered from the cache") }
    if sheet.failed > 0 { parts.append("\(sheet.failed) without an answer") }
    if sheet.overBudget > 0 { parts.append("\(sheet.overBudget) of these for want of budget") }
    parts.append("\(sheet.requests) request\(sheet.requests == 1 ? "" : "s") sent")
    if sheet.requests > 0 {
      let (input, output) = (sheet.usage.inputTokens, sheet.usage.outputTokens)
      let more = sheet.uncounted > 0 ? "at least " : ""
      parts.append("\(more)\(input) tokens in, \(output) out")
      if let price {
        parts.append("\(more)\(amountWords(price.money(inputTokens: input, outputTokens: output))) by the price table")
      } else if settings.prices != nil {
        parts.append("price unknown")
      }
      if sheet.uncounted > 0 {
        parts.append("the server did not count those of \(sheet.uncounted) question\(sheet.uncounted == 1 ? "" : "s")")
      }
    }
    let damaged = sheet.damaged.sorted { $0.key < $1.key }.map { reason, count in
      "\(count) kept answer\(count == 1 ? " is" : "s are") damaged (\(reason)) and \(count == 1 ? "was" : "were") not used."
    }
    let notKept = sheet.notKept.sorted { $0.key < $1.key }.map { reason, count in
      "\(count) answer\(count == 1 ? "" : "s") could not be kept in the cache: \(reason)."
    }
    return damaged + notKept + [parts.joined(separator: ", ") + "."]
  }
}

extension ModelRun {
  /// Found out before anything is paid for.
  private static func checkFolder(of path: String) throws {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var isFolder = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder,
      FileManager.default.isWritableFile(atPath: folder)
    else {
      throw ProgramError(
        .inputOutput,
        "\(path): the recorded answers cannot be written there; check that the folder exists and may be written to.")
    }
  }

  private static func recorded(_ path: String, asking name: String?) throws -> Transcript {
    let transcript: Transcript
    do {
      let bytes = try FileText.bytes(path, limit: 1 << 30)
      transcript = try Transcript(parsing: String(decoding: bytes, as: UTF8.self))
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(path): \(error.message)")
    } catch let error as ModelError {
      throw ProgramError(.configuration, "\(path):\(error.location ?? 1): \(error.message).")
    }
    if let name, name != transcript.model {
      throw ProgramError(
        .usage,
        "the recorded answers are those of the model “\(transcript.model)”, not of “\(name)”; leave out --model.")
    }
    return transcript
  }

  /// Nil without a table, and for a model that it does not know when no limit of money needs it.
  private static func price(of model: String, _ settings: AskingSettings) throws -> ModelPrice? {
    let table = try settings.prices.map { try PriceTable(path: $0) }
    let price = table?[model]
    guard price == nil, settings.budget.money != nil else { return price }
    guard let table else {
      throw ProgramError(.usage, "--budget-money needs --prices FILE, a table of what models cost.")
    }
    throw ProgramError(
      .configuration,
      "the table of prices has none for the model “\(model)”, so --budget-money cannot be kept; it has "
        + (table.models.isEmpty ? "none at all." : "\(table.models.joined(separator: ", "))."))
  }

  private static func cache(_ mode: CacheMode) throws -> AnswerCache? {
    guard mode != .off else { return nil }
    if let folder = AnswerCache.folder(in: ProcessInfo.processInfo.environment) { return AnswerCache(folder: folder) }
    guard mode == .on else {
      throw ProgramError(.configuration, "there is no home for a cache here; set SEGWARDEN_CACHE to a folder.")
    }
    return nil
  }
}
