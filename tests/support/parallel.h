#pragma once

#include "support/http_client.h"

#include <atomic>
#include <thread>
#include <vector>

namespace auth::test {

/// The answers of `count` calls that start together, each on a thread of its own.
template<class Call> QList<Answer> atOnce(int count, Call call)
{
    QList<Answer> answers(count);
    Answer *const out = answers.data();
    std::atomic<bool> go{false};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&, i] {
                go.wait(false);
                out[i] = call(i);
            });
        go = true;
        go.notify_all();
    }
    return answers;
}

inline int countOf(const QList<Answer> &answers, int status)
{
    return static_cast<int>(
        std::count_if(answers.begin(), answers.end(), [&](const Answer &each) { return each.status == status; }));
}

} // namespace auth::test
