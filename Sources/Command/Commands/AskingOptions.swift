import Application
import ArgumentParser
import LanguageModel

/// What stands between the reasoner and a model: cache, record, budget.
struct AskingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Answers of earlier runs: on uses them, off does not, refresh asks anew and keeps the answers, only asks nothing and takes a missing answer for a failure.",
      discussion:
        "They lie below $SEGWARDEN_CACHE, else $XDG_CACHE_HOME/segwarden, else ~/.cache/segwarden.")
  )
  var cache: CacheMode?

  @Option(help: "A file to write all answers of the model into, its failures too, from which --replay repeats the run.")
  var recordAnswers: String?

  @Option(help: "A file of recorded answers to answer from instead of a model; nothing is sent.")
  var replay: String?

  @Option(help: "How many requests may go to the model in the whole run, retries and corrections included.")
  var budgetCalls: Int?

  @Option(help: "How many tokens the whole run may take, questions and answers together.")
  var budgetTokens: Int?

  @Option(help: "What the whole run may cost, in the currency of --prices.")
  var budgetMoney: Double?

  @Option(help: "How many seconds after its start the run may still ask a model.")
  var budgetSeconds: Double?

  @Option(
    help: "A table of what models cost (YAML or JSON): MODEL: {input: 2.5, output: 10}, each for a million tokens.")
  var prices: String?

  func validate() throws {
    if replay != nil, cache != nil {
      throw ValidationError("--replay answers from the file alone; leave out --cache.")
    }
    let limits: [(String, Double?)] = [
      ("--budget-calls", budgetCalls.map(Double.init)), ("--budget-tokens", budgetTokens.map(Double.init)),
      ("--budget-money", budgetMoney), ("--budget-seconds", budgetSeconds),
    ]
    for (name, limit) in limits {
      if let limit, !(limit >= 0 && limit.isFinite) { throw ValidationError("\(name) is a number, at least 0.") }
    }
  }

  /// What makes no sense without a model, if anything was given.
  var needsModel: String? {
    let given: [(String, Bool)] = [
      ("--cache", cache != nil), ("--record-answers", recordAnswers != nil), ("--replay", replay != nil),
      ("--budget-calls", budgetCalls != nil), ("--budget-tokens", budgetTokens != nil),
      ("--budget-money", budgetMoney != nil), ("--budget-seconds", budgetSeconds != nil), ("--prices", prices != nil),
    ]
    return given.first { $0.1 }?.0
  }

  var settings: AskingSettings {
    AskingSettings(
      cache: cache ?? .on, record: recordAnswers, replay: replay,
      budget: BudgetLimits(calls: budgetCalls, tokens: budgetTokens, money: budgetMoney, seconds: budgetSeconds),
      prices: prices)
  }
}

extension CacheMode: ExpressibleByArgument {}
