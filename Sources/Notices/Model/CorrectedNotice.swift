extension Notice {
    /// The notice as later corrections leave it: the dates that they move. Their order is that of their days; the
    /// day of dispatch stays, because periods count from the first.
    public func corrected(by corrections: [Correction]) -> Notice {
        var notice = self
        for correction in corrections {
            notice.tendering?.take(correction, lot: nil)
            for (index, lot) in notice.lots.enumerated() {
                notice.lots[index].tendering?.take(correction, lot: lot.key)
            }
        }
        return notice
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
