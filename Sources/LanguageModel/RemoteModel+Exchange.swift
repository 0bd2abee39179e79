internal import JSON

/// One request and what came of it.
extension RemoteModel {
  /// The body with the profile's further fields. Throws where these say again what the profile says already.
  func body(_ turn: ModelTurn) throws(ModelError) -> [UInt8] {
    let body = try Self.merge(provider.body(turn), profile.body, of: profile.name)
    do throws(JSONError) { return try JSONValue.object(body).bytes() } catch {
      throw ModelError(code: .configuration, message: "The question to the model cannot be written: \(error).")
    }
  }

  private static func merge(
    _ own: [JSONValue.Member], _ further: [JSONValue.Member], of profile: String
  ) throws(ModelError) -> [JSONValue.Member] {
    var merged = own
    for member in further {
      guard let place = merged.firstIndex(where: { $0.name == member.name }) else {
        merged.append(member)
        continue
      }
      guard let inner = merged[place].value.members, let added = member.value.members else {
        throw ModelError(
          code: .configuration,
          message:
            "The model '\(profile)' sets '\(member.name.prefix(40))' under 'body', which is set already; remove it there."
        )
      }
      merged[place].value = .object(try merge(inner, added, of: profile))
    }
    return merged
  }

  var cancelled: FailedAttempt {
    FailedAttempt(error: ModelError(code: .cancelled, message: "The question to \(address.origin) was cancelled."))
  }

  /// Sends when there is room at the server, and tells the gate and the tally what came of it.
  func attempt(_ request: HTTPRequest, _ tally: inout Tally) async -> Attempt {
    guard let ticket = try? await gate.enter() else { return .failed(cancelled) }
    tally.attempts += 1
    let attempt: Attempt
    do throws(TransportError) {
      attempt = reading(of: try await transport.send(request))
    } catch {
      attempt = .failed(FailedAttempt(error))
    }
    switch attempt {
    case .answered(let answer):
      tally.add(answer.usage)
      await gate.leave(ticket, .served)
    case .failed(let failure):
      if failure.mayCost { tally.add(nil) }
      await gate.leave(ticket, failure.error.code == .rateLimited ? .tooMany : .silent)
    }
    return attempt
  }

  private func reading(of response: HTTPResponse) -> Attempt {
    let origin = address.origin
    guard response.isSuccess else {
      return .failed(FailedAttempt(response, from: origin, key: key, keyVariables: profile.keyVariables))
    }
    let answer: ProviderAnswer?
    switch contents(of: response) {
    case .documents(let documents): answer = documents.first.flatMap(provider.answer)
    case .reported(let report):
      return .failed(FailedAttempt(Complaint(report, hiding: key), from: origin, inStream: true))
    case .unfinished: return .failed(.unfinished(from: origin))
    case .unreadable: answer = nil
    }
    guard var answer else { return .failed(.noAnswer(response, provider.answerName, from: origin, key: key)) }
    switch answer.outcome {
    case .failed(let report):
      return .failed(FailedAttempt(Complaint(report, hiding: key), from: origin, inStream: false))
    case .unfinished: return .failed(.unfinished(from: origin))
    case .text, .refused, .blocked, .cutOff: break
    }
    let id = (response.requestID ?? answer.requestID).map { ServerMessage($0, hiding: key).text }
    answer.requestID = id.flatMap { $0.isEmpty ? nil : $0 }
    answer.model = answer.model.map { ServerMessage($0, hiding: key).text }
    return .answered(answer)
  }

  /// The answer's document, put together where it came in pieces.
  private func contents(of response: HTTPResponse) -> StreamContents {
    let start = response.body.first { ![0x09, 0x0A, 0x0D, 0x20].contains($0) }
    // A server that does not stream answers as a whole; a page of HTML is no stream.
    let isWhole = provider.streamFormat == .events && start == UInt8(ascii: "{") || start == UInt8(ascii: "<")
    guard profile.streams, !isWhole else {
      return (try? JSONValue(parsing: response.body)).map { .documents([$0]) } ?? .unreadable
    }
    let contents = provider.streamFormat.contents(of: response.body)
    guard case .documents(let pieces) = contents else { return contents }
    return provider.assemble(pieces).map { .documents([$0]) } ?? .unfinished
  }
}
