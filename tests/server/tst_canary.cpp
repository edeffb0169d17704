#include <QtTest/QTest>
int main() {}
