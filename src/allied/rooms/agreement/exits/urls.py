"""Addresses of exit triggers and the unwind plan."""

from django.urls import path

from allied.rooms.agreement.exits import views

X = "alliances/<uuid:alliance_id>/exits"
TRIGGER = f"{X}/triggers/<uuid:exit_trigger_id>"
STEP = f"{X}/steps/<uuid:unwind_step_id>"

urlpatterns = [
    path(X, views.index, name="exits"),
    path(f"{X}/triggers/new", views.new, name="exit-trigger-new"),
    path(TRIGGER, views.one, name="exit-trigger"),
    path(f"{TRIGGER}/words", views.change, name="exit-trigger-words"),
    path(f"{TRIGGER}/retirement", views.retirement, name="exit-trigger-retirement"),
    path(f"{X}/plan", views.plan, name="unwind-plan"),
    path(f"{X}/steps/new", views.step_new, name="unwind-step-new"),
    path(STEP, views.step, name="unwind-step"),
    path(f"{STEP}/removal", views.step_removal, name="unwind-step-removal"),
]
