#pragma once

#include <QtWidgets/QWidget>

#include <functional>
#include <memory>
#include <vector>

/// One picture of the gallery: a widget as a page would show it.
struct Scene {
    QString name;
    std::function<std::unique_ptr<QWidget>()> make;
};

/// Every shared widget at least once.
std::vector<Scene> scenes();

std::unique_ptr<QWidget> controlsScene();
std::unique_ptr<QWidget> iconsScene();
std::unique_ptr<QWidget> tableScene();
std::unique_ptr<QWidget> tilesScene();
std::unique_ptr<QWidget> detailsScene();
std::unique_ptr<QWidget> statesScene();
