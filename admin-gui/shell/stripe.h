#pragma once

#include "client/server_profile.h"

#include <QtWidgets/QLabel>

namespace auth::console {

/// The band along the top of a window whose server has a colour: its name, so that nobody edits the wrong one.
class Stripe : public QLabel {
    Q_OBJECT

public:
    explicit Stripe(QWidget *parent = nullptr);

    void show(const ServerProfile &profile);
};

} // namespace auth::console
