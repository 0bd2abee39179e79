/// How much a run may take. What is nil has no limit.
package struct BudgetLimits: Hashable, Sendable {
  /// Requests to the server, retries and corrections included.
  package var calls: Int?
  /// Tokens of questions and answers together.
  package var tokens: Int?
  /// In the currency of the price.
  package var money: Double?
  /// Seconds since the run began.
  package var seconds: Double?

  package init(calls: Int? = nil, tokens: Int? = nil, money: Double? = nil, seconds: Double? = nil) {
    self.calls = calls
    self.tokens = tokens
    self.money = money
    self.seconds = seconds
  }
}

/// What a run may spend on a model, shared by all its cases, and what it has spent.
///
/// A question is let in when its worst case fits into what is left; afterwards what it took is put in its place. While
/// others are under way their worst cases count too, and a question waits for them to come back before it is turned
/// away. Once one was turned away, so are all that follow: a run does not go on with the small questions only.
package actor Budget {
  package let limits: BudgetLimits
  private let price: ModelPrice?
  private let began = ContinuousClock.now
  /// What came back, at what it took.
  package private(set) var spent = ModelCost()
  /// What is under way, at its worst.
  private var reserved = ModelCost()
  private var underWay = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []
  /// Why nothing more is let in.
  private var exhaustion: ModelError?

  /// - Parameter price: What a limit of money is reckoned with. With such a limit and without a price no question is
  ///   let in.
  package init(_ limits: BudgetLimits, price: ModelPrice? = nil) {
    self.limits = limits
    self.price = price
  }

  /// Lets a question in, or throws the code `budget`. What was let in must be settled.
  func admit(_ worst: ModelCost) async throws(ModelError) {
    while true {
      if let exhaustion { throw exhaustion }
      guard let lack = lack(of: worst, beside: spent + reserved) else { break }
      guard underWay > 0, self.lack(of: worst, beside: spent) == nil else { throw exhaust(lack) }
      await withCheckedContinuation { waiting.append($0) }
    }
    underWay += 1
    reserved = reserved + worst
  }

  /// Puts what a question took in the place of its worst case.
  func settle(_ worst: ModelCost, took: ModelCost) {
    underWay -= 1
    reserved = reserved - worst
    spent = spent + took
    let ready = waiting
    waiting = []
    for one in ready { one.resume() }
  }

  /// The time that is left; nil without a limit.
  var timeLeft: Duration? {
    // A duration cannot hold every number.
    limits.seconds.map { max(.zero, .seconds(min($0, 1_000_000_000)) - (ContinuousClock.now - began)) }
  }

  /// Closes the budget because its time is over.
  func timeIsOver() -> ModelError { exhaustion ?? exhaust(Self.time(limits.seconds ?? 0)) }

  private func exhaust(_ lack: String) -> ModelError {
    let error = ModelError(code: .budget, message: "The budget of \(lack); raise it, or use a cache.")
    exhaustion = error
    return error
  }

  /// What there is not enough of, in words; nil when everything fits.
  private func lack(of worst: ModelCost, beside taken: ModelCost) -> String? {
    let all = taken + worst
    if let calls = limits.calls, all.calls > calls {
      return "\(calls) call\(calls == 1 ? "" : "s") has no room for another"
    }
    if let tokens = limits.tokens, all.tokens > tokens {
      return "\(tokens) tokens has no room for a question of up to \(worst.tokens)"
    }
    if let money = limits.money {
      guard let price else { return "\(amountWords(money)) cannot be kept without a price" }
      if price.money(all) > money {
        return "\(amountWords(money)) has no room for a question of up to \(amountWords(price.money(worst)))"
      }
    }
    return timeLeft == .zero ? Self.time(limits.seconds ?? 0) : nil
  }

  private static func time(_ seconds: Double) -> String { "\(amountWords(seconds)) seconds is used up" }
}

/// An amount with at most four decimals.
package func amountWords(_ amount: Double) -> String {
  let rounded = (amount * 10_000).rounded() / 10_000
  return Int(exactly: rounded).map { String($0) } ?? String(rounded)
}
