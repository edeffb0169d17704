#pragma once

#include <QtCore/QByteArray>

#include <optional>

namespace auth {

/// Appends integers in as few bytes as they need (LEB128; signed ones zigzag), for what a log store keeps in a blob.
class PackedWriter {
public:
    explicit PackedWriter(QByteArray &out) : m_out(out) {}

    void add(quint64 number)
    {
        for (; number >= 0x80; number >>= 7)
            m_out.append(static_cast<char>(number | 0x80));
        m_out.append(static_cast<char>(number));
    }
    void addSigned(qint64 number) { add(static_cast<quint64>(number) << 1 ^ static_cast<quint64>(number >> 63)); }
    void add(QByteArrayView bytes)
    {
        add(static_cast<quint64>(bytes.size()));
        m_out.append(bytes);
    }

private:
    QByteArray &m_out;
};

/// The reverse. Past the end, or in bytes that are none of these, everything is 0 or empty and atEnd() is true.
class PackedReader {
public:
    explicit PackedReader(QByteArrayView bytes) : m_rest(bytes) {}

    bool atEnd() const { return m_rest.isEmpty(); }
    quint64 number()
    {
        quint64 number = 0;
        for (int shift = 0; shift < 64 && !m_rest.isEmpty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest = m_rest.sliced(1);
            number |= quint64{byte & 0x7fu} << shift;
            if (byte < 0x80)
                return number;
        }
        m_rest = {};
        return 0;
    }
    qint64 signedNumber()
    {
        const quint64 zigzag = number();
        return static_cast<qint64>(zigzag >> 1 ^ (~(zigzag & 1) + 1));
    }
    QByteArrayView bytes()
    {
        const quint64 size = number();
        if (size > static_cast<quint64>(m_rest.size())) {
            m_rest = {};
            return {};
        }
        const QByteArrayView taken = m_rest.first(static_cast<qsizetype>(size));
        m_rest = m_rest.sliced(taken.size());
        return taken;
    }

private:
    QByteArrayView m_rest;
};

} // namespace auth
