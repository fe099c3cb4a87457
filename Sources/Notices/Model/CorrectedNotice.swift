extension Notice {
    /// The notice as later corrections leave it: the dates that they move. Their order is that of their days; the
    /// day of dispatch stays, because periods count from the first. A lot whose dates are moved alone has a call of
    /// its own from then on, also in TED.
    public func corrected(by corrections: [Correction]) -> Notice {
        corrections.reduce(into: self) { $0.take($1) }
    }

    private mutating func take(_ correction: Correction) {
        let moved = correction.lotsOfDates
        // An undivided call is the one lot that a correction names.
        let isUndivided = lots.count == 1 && lots[0].key == nil
        tendering?.take(correction, lot: isUndivided && moved.count == 1 ? moved[0] : nil)
        for index in lots.indices {
            let key = lots[index].key
            if key.map(moved.contains) == true { lots[index].tendering = lots[index].tendering ?? tendering }
            lots[index].tendering?.take(correction, lot: key)
        }
    }

    /// A changed version with the day on which the call was first sent, from which its periods count.
    public func continuing(callSentOn day: CalendarDay) -> Notice {
        var notice = self
        notice.dispatchedOn = day
        notice.isChange = false
        return notice
    }
}

extension Tendering {
    // Which of the two dates a correction means is not said: it moves the one that the call has.
    fileprivate mutating func take(_ correction: Correction, lot: String?) {
        if let day = correction.deadline(forLot: lot) {
            if requestsDueOn != nil, tendersDueOn == nil { requestsDueOn = day } else { tendersDueOn = day }
        }
        opensOn = correction.opening(forLot: lot) ?? opensOn
    }
}
